"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { api } from "@/components/api/client";
import { historyEndpoint } from "@/lib/api/history";
import type { Range } from "@/lib/history/schema";

const AGAIN_MS: Record<Range, number> = { hour: 15_000, day: 60_000, week: 60_000, year: 300_000 };

/** Returns what is kept of a database's connections over a range, read again while it is shown. */
export const useHistory = (databaseId: string, range: Range) =>
  useQuery({
    queryKey: ["history", databaseId, range],
    queryFn: ({ signal }) =>
      api.json(historyEndpoint, { params: { id: databaseId }, query: { range }, signal }),
    refetchInterval: AGAIN_MS[range],
    placeholderData: keepPreviousData,
  });
