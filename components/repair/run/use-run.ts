"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { api } from "@/components/api/client";
import { runEndpoint } from "@/lib/api/run";
import { isFinal } from "@/lib/repair/run/machine";
import type { Run } from "@/lib/repair/run/schema";

/** How often a run that goes on is asked for, ms. */
const PACE_MS = 500;

/** Returns the key under which the page keeps a run. */
export const runKey = (databaseId: string, runId: string) => ["run", databaseId, runId] as const;

/** Asks for a run; a plan does not change while it runs, so it comes once. */
async function fetchRun(
  id: string,
  runId: string,
  known: Run["plan"] | null,
  signal: AbortSignal,
): Promise<Run> {
  const query = { plan: known === null ? ("yes" as const) : ("no" as const) };
  const { plan = known, ...rest } = await api.json(runEndpoint, { params: { id, runId }, query, signal });
  if (plan === null) throw new Error("The server left out the plan of a run that was asked for whole.");
  return { ...rest, plan };
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
  });
}
