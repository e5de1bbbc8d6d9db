import type { Blow } from "./blows";
import type { Session } from "./sessions";

/** Servers of a replica that was disturbed: how long each was without a sample of another replica, ms. */
export type HandOver = { blow: Blow; server: number; ms: number };

/** Two sessions of two replicas with one server at the same time; ms since 1970. */
export type Overlap = {
  server: number;
  replicas: [number, number];
  from: number;
  to: number;
  why: OverlapKind;
};

export const OVERLAP_KINDS = [
  "beside a repair",
  "left open by a paused replica",
  "within 1 s after a pause",
  "other",
] as const;
export type OverlapKind = (typeof OVERLAP_KINDS)[number];

/** A repair on a server, which has a session of its own beside the watcher's; ms since 1970. */
export type RepairWindow = { server: number; from: number; to: number };

/** A server belongs to the replica that sampled it last, if that is not longer ago than this, ms. */
const OWNED_MS = 12_000;

/**
 * Returns the hand-overs after each blow, and how many servers their replica kept, because it was back before another one came.
 * `sessions` are in the order of their beginning.
 */
export function handOversOf(blows: readonly Blow[], sessions: readonly Session[]) {
  const servers = [...new Set(sessions.map(({ server }) => server))];
  const moved: HandOver[] = [];
  let kept = 0;
  for (const blow of blows)
    for (const server of servers) {
      const own = sessions.filter((session) => session.server === server);
      const last = own.findLast(({ from }) => from <= blow.at);
      if (last?.replica !== blow.replica || blow.at - last.from > OWNED_MS) continue;
      const next = own.find(
        ({ from, replica }) => from > blow.at && (replica !== blow.replica || from > blow.backAt),
      );
      if (next === undefined) continue;
      if (next.replica === blow.replica) kept += 1;
      else moved.push({ blow, server, ms: next.from - blow.at });
    }
  return { moved, kept };
}

/** Sessions `earlier` and `later` of two replicas were open at the same time: why that may be. */
function kindOf(
  earlier: Session,
  later: Session,
  blows: readonly Blow[],
  repairs: readonly RepairWindow[],
): OverlapKind {
  const [from, to] = [later.from, Math.min(earlier.to, later.to)];
  if (repairs.some((run) => run.server === later.server && run.from <= to && run.to >= from))
    return "beside a repair";
  const pauses = blows.filter(({ kind }) => kind === "pause");
  const leftOpen = pauses.some(
    ({ replica, at, backAt }) => replica === earlier.replica && at <= earlier.to && backAt >= from,
  );
  if (leftOpen) return "left open by a paused replica";
  const woke = pauses.some(
    ({ replica, backAt }) => replica === later.replica && backAt <= from && from <= backAt + 1_000,
  );
  return woke ? "within 1 s after a pause" : "other";
}

/** Returns every moment at which two replicas had a session with one server. `sessions` are in the order of their beginning. */
export function overlapsOf(
  sessions: readonly Session[],
  blows: readonly Blow[],
  repairs: readonly RepairWindow[],
): Overlap[] {
  const found: Overlap[] = [];
  const open = new Map<number, Session[]>();
  for (const later of sessions) {
    const others = (open.get(later.server) ?? []).filter(({ to }) => to > later.from);
    for (const earlier of others) {
      if (earlier.replica === later.replica) continue;
      found.push({
        server: later.server,
        replicas: [earlier.replica, later.replica],
        from: later.from,
        to: Math.min(earlier.to, later.to),
        why: kindOf(earlier, later, blows, repairs),
      });
    }
    open.set(later.server, [...others, later]);
  }
  return found;
}
