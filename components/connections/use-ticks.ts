"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";
import { withTick } from "@/lib/live/replay";
import { KEPT_TICKS, liveSchema, type Live } from "@/lib/live/schema";

async function fetchTicks(databaseId: string, signal: AbortSignal): Promise<Live[]> {
  const response = await fetch(`/api/databases/${databaseId}/ticks`, { signal });
  if (!response.ok) throw new Error(`Headroom's own server answered ${response.status}.`);
  const lines = (await response.text()).split("\n").filter(Boolean);
  return lines.flatMap((line) => {
    const read = liveSchema.safeParse(JSON.parse(line));
    return read.success ? [read.data] : [];
  });
}

/** Returns the last samples of a database, oldest first: those from before the page was opened, and each that came since. */
export function useTicks(databaseId: string, live: Live | null): readonly Live[] {
  const client = useQueryClient();
  const queryKey = useMemo(() => ["ticks", databaseId], [databaseId]);
  const ticks = useQuery<readonly Live[]>({
    queryKey,
    queryFn: ({ signal }) => fetchTicks(databaseId, signal),
    staleTime: Number.POSITIVE_INFINITY,
  });
  useEffect(() => {
    if (live !== null)
      client.setQueryData<readonly Live[]>(queryKey, (known) => known && withTick(known, live, KEPT_TICKS));
  }, [client, live, queryKey]);
  return ticks.data ?? NONE;
}

const NONE: readonly Live[] = [];
