"use client";

import { useQuery, type QueryClient } from "@tanstack/react-query";
import { api } from "@/components/api/client";
import { verdictEndpoint } from "@/lib/api/verdict";
import type { LatestVerdict } from "@/lib/databases/latest-verdict";

/** The pace while a check run is awaited, ms, and the longest wait for it, ms: a check run has time limits far below. */
const PACE_MS = 1_000;
const LONGEST_WAIT_MS = 120_000;

const keyOf = (databaseId: string) => ["verdict", databaseId] as const;
const awaitedKey = (databaseId: string) => ["verdict awaited", databaseId] as const;

type AwaitedCheckRun = { after: string; until: number } | null;

/** Whether a check run that is awaited has not come yet. Times are ISO. */
export const isStillAwaited = (awaited: AwaitedCheckRun, latest: LatestVerdict, now: number): boolean =>
  awaited !== null && now < awaited.until && (latest === null || latest.takenAt <= awaited.after);

/**
 * Returns the latest verdict of a database: the one that the page came with, and a newer one as soon as a check run that
 * `awaitVerdict` named has ended. Nothing is asked otherwise.
 */
export function useLatestVerdict(databaseId: string, initial: LatestVerdict): LatestVerdict {
  const awaited = useQuery<AwaitedCheckRun>({
    queryKey: awaitedKey(databaseId),
    queryFn: () => null,
    initialData: null,
    enabled: false,
  }).data;
  const query = useQuery({
    queryKey: keyOf(databaseId),
    queryFn: ({ signal }) => api.json(verdictEndpoint, { params: { id: databaseId }, signal }),
    initialData: initial,
    enabled: awaited !== null,
    refetchInterval: ({ state }) =>
      isStillAwaited(awaited, state.data ?? null, Date.now()) ? PACE_MS : false,
    staleTime: Number.POSITIVE_INFINITY,
  });
  // A page that was rendered anew knows of later check runs than what is kept here.
  return newer(query.data, initial);
}

const newer = (one: LatestVerdict, other: LatestVerdict): LatestVerdict =>
  one !== null && (other === null || one.takenAt > other.takenAt) ? one : other;

/** Makes the pages of a database wait for the verdict of a check run that begins after `after` (ISO), such as a repair's own. */
export function awaitVerdict(client: QueryClient, databaseId: string, after: string): void {
  const awaited = { after, until: Date.now() + LONGEST_WAIT_MS };
  client.setQueryData<AwaitedCheckRun>(awaitedKey(databaseId), () => awaited);
}
