"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { historySchema, type History, type Range } from "@/lib/history/schema";

const AGAIN_MS: Record<Range, number> = { hour: 15_000, day: 60_000, week: 60_000 };

async function fetchHistory(databaseId: string, range: Range, signal: AbortSignal): Promise<History> {
  const response = await fetch(`/api/databases/${databaseId}/history?range=${range}`, { signal });
  if (!response.ok) throw new Error(`Headroom's own server answered ${response.status}.`);
  return historySchema.parse(await response.json());
}

/** Returns what is kept of a database's connections over a range, read again while it is shown. */
export const useHistory = (databaseId: string, range: Range) =>
  useQuery({
    queryKey: ["history", databaseId, range],
    queryFn: ({ signal }) => fetchHistory(databaseId, range, signal),
    refetchInterval: AGAIN_MS[range],
    placeholderData: keepPreviousData,
  });
