"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { jsonOf, retryUpTo } from "@/components/repair/plan/refusal";
import { isFinal } from "@/lib/repair/run/machine";
import { runSchema, type Run } from "@/lib/repair/run/schema";

/** How often a run that goes on is asked for, ms. */
const PACE_MS = 500;

const withoutPlan = runSchema.omit({ plan: true });

/** Returns the key under which the page keeps a run. */
export const runKey = (databaseId: string, runId: string) => ["run", databaseId, runId] as const;

/** Asks for a run; a plan does not change while it runs, so it comes once. */
async function fetchRun(databaseId: string, runId: string, known: Run["plan"] | null, signal: AbortSignal) {
  const path = `/api/databases/${databaseId}/runs/${runId}`;
  if (known === null) return runSchema.parse(await jsonOf(await fetch(path, { signal })));
  return { ...withoutPlan.parse(await jsonOf(await fetch(`${path}?plan=no`, { signal }))), plan: known };
}

/** A run as it goes: asked for twice a second until it is over, and at once when the reader comes back to the tab. */
export function useRun(databaseId: string, runId: string) {
  const client = useQueryClient();
  const key = runKey(databaseId, runId);
  const goesOn = (run: Run | undefined) => run === undefined || !isFinal(run.state);
  return useQuery({
    queryKey: key,
    queryFn: ({ signal }) => fetchRun(databaseId, runId, client.getQueryData<Run>(key)?.plan ?? null, signal),
    refetchInterval: ({ state }) => (state.data !== undefined && goesOn(state.data) ? PACE_MS : false),
    refetchOnWindowFocus: ({ state }) => (goesOn(state.data) ? "always" : false),
    staleTime: 0,
    retry: retryUpTo(2),
  });
}
