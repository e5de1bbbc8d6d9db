import "server-only";
import { randomUUID } from "node:crypto";
import type { Progress, RunEnd } from "@/lib/repair/run/schema";

/** A run that this process has in hand. */
export type Running = {
  progress: Progress;
  /** How it ended, until the store has taken it down. */
  end: RunEnd | null;
  cancel: AbortController;
  giveUp: AbortController;
  /** Resolves when the run is over and written down. */
  done: Promise<void>;
};

type Here = { replica: string; runs: Map<string, Running> };

declare global {
  // Next loads a module once per bundle; what runs here has to be one list for the process.
  var headroomRuns: Here | undefined;
}

/** Returns this process's name among replicas, and the runs that it has in hand. */
export const localRuns = (): Here => (globalThis.headroomRuns ??= { replica: randomUUID(), runs: new Map() });

/** Resolves when the runs that have ended here are through with what follows them: the strategy is set, the check has begun. */
export async function endedRunsFollowed(): Promise<void> {
  await Promise.all([...localRuns().runs.values()].map(({ end, done }) => (end === null ? undefined : done)));
}
