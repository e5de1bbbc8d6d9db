"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { api } from "@/components/api/client";
import { healthHistoryEndpoint } from "@/lib/api/health";
import { historyEndpoint } from "@/lib/api/history";
import { historyOfHealth } from "@/lib/health/health";
import type { History, Range } from "@/lib/history/schema";

const AGAIN_MS: Record<Range, number> = { hour: 15_000, day: 60_000, week: 60_000, year: 300_000 };

/** Reader of a history: a viewer's has no marks and no names of applications. */
export type Audience = "member" | "viewer";

/** Returns what is kept of a database's connections over a range, read again while it is shown. */
export const useHistory = (databaseId: string, range: Range, audience: Audience = "member") =>
  useQuery({
    queryKey: ["history", databaseId, range, audience],
    queryFn: async ({ signal }): Promise<History> => {
      const call = { params: { id: databaseId }, query: { range }, signal };
      return audience === "member"
        ? api.json(historyEndpoint, call)
        : historyOfHealth(await api.json(healthHistoryEndpoint, call));
    },
    refetchInterval: AGAIN_MS[range],
    placeholderData: keepPreviousData,
  });
