"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";
import { api } from "@/components/api/client";
import { ticksEndpoint } from "@/lib/api/ticks";
import { withTick } from "@/lib/live/replay";
import { KEPT_TICKS, type Live } from "@/lib/live/schema";

/** Returns the last samples of a database, oldest first: those from before the page was opened, and each that came since. */
export function useTicks(databaseId: string, live: Live | null): readonly Live[] {
  const client = useQueryClient();
  const queryKey = useMemo(() => ["ticks", databaseId], [databaseId]);
  const ticks = useQuery<readonly Live[]>({
    queryKey,
    queryFn: ({ signal }) => api.lines(ticksEndpoint, { params: { id: databaseId }, signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  useEffect(() => {
    if (live !== null)
      client.setQueryData<readonly Live[]>(queryKey, (known) => known && withTick(known, live, KEPT_TICKS));
  }, [client, live, queryKey]);
  return ticks.data ?? NONE;
}

const NONE: readonly Live[] = [];
