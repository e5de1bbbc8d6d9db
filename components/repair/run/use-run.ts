"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { api } from "@/components/api/client";
import type { PartSource } from "@/components/repair/plan/part-source";
import { runPartEndpoint } from "@/lib/api/plan-part";
import { runEndpoint } from "@/lib/api/run";
import { isFinal } from "@/lib/repair/run/machine";
import type { RunShown } from "@/lib/repair/run/schema";

/** How often a run that goes on is asked for, ms. */
const PACE_MS = 500;

/** Returns the key under which the page keeps a run. */
export const runKey = (databaseId: string, runId: string) => ["run", databaseId, runId] as const;

/** Asks for a run; a plan does not change while it runs, so it comes once. */
async function fetchRun(
  id: string,
  runId: string,
  known: RunShown["plan"] | null,
  signal: AbortSignal,
): Promise<RunShown> {
  const query = { plan: known === null ? ("yes" as const) : ("no" as const) };
  const { plan = known, ...rest } = await api.json(runEndpoint, { params: { id, runId }, query, signal });
  if (plan === null) throw new Error("The server left out the plan of a run that was asked for whole.");
  return { ...rest, plan };
}

/** A run as it goes, none for null: asked for twice a second until it is over, and at once when the reader comes back to the tab. */
export function useRun(databaseId: string, runId: string | null) {
  const client = useQueryClient();
  const key = runKey(databaseId, runId ?? "");
  const goesOn = (run: RunShown | undefined) => run === undefined || !isFinal(run.state);
  return useQuery({
    queryKey: key,
    enabled: runId !== null,
    queryFn: ({ signal }) =>
      fetchRun(databaseId, runId ?? "", client.getQueryData<RunShown>(key)?.plan ?? null, signal),
    refetchInterval: ({ state }) => (state.data !== undefined && goesOn(state.data) ? PACE_MS : false),
    refetchOnWindowFocus: ({ state }) => (goesOn(state.data) ? "always" : false),
    staleTime: 0,
  });
}

/** Returns the reader of the parts of a run's plan. */
export const runParts = (id: string, runId: string): PartSource => ({
  key: runId,
  read: (part, signal) => api.json(runPartEndpoint, { params: { id, runId }, query: part, signal }),
});
