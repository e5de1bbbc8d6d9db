import "server-only";
import type { Database } from "@/lib/databases/database";
import type { Connection, FailureKind } from "@/lib/snapshot/connection";

/** A login that may serve all databases of a server. */
export type LoginCandidate = {
  id: string;
  /** How much of a sample it sees (sightOf); null while that is not known. */
  sight: number | null;
  /** When it may be tried again after it failed, ms of performance.now(). */
  retryAt: number;
};

type Seer = { readsAllStats: boolean; closedViews: readonly string[]; closedFunctions: readonly string[] };

/** Returns how much of a sample a login sees: all sessions' details before everything, then each thing that is open to it. */
export const sightOf = ({ readsAllStats, closedViews, closedFunctions }: Seer): number =>
  (readsAllStats ? 100 : 50) - closedViews.length - closedFunctions.length;

/**
 * Returns the logins that may be tried now: the one that sees most first, and among equals the one that served last (`served`),
 * then in the order of their ids, so that replicas agree.
 */
export function loginOrder<Candidate extends LoginCandidate>(
  candidates: readonly Candidate[],
  served: string | null,
  now: number,
): Candidate[] {
  const rank = ({ id, sight }: Candidate) => (sight ?? 0) + (id === served ? 0.5 : 0);
  return candidates
    .filter(({ retryAt }) => retryAt <= now)
    .toSorted((a, b) => rank(b) - rank(a) || (a.id < b.id ? -1 : 1));
}

/** The fields by which a failure concerns other logins: those with the same values are not tried in the same round. */
const SHARED: Partial<Record<FailureKind, (route: Route) => unknown[]>> = {
  "role-limit": ({ host, port, user }) => [host, port, user],
  full: ({ host, port, user }) => [host, port, user],
  authorization: ({ host, port, user, database }) => [host, port, user, database],
  "database-missing": ({ host, port, database }) => [host, port, database],
  "database-limit": ({ host, port, database }) => [host, port, database],
};

type Route = Pick<Database, "host" | "port" | "user" | "database">;

/** Returns whether a login would meet the failure that another one just met. A password is each login's own. */
export function isMetBy(failed: Connection, route: Route): boolean {
  if (failed.failure?.kind === "authentication") return false;
  const of = SHARED[failed.failure?.kind ?? "other"] ?? (({ host, port }: Route) => [host, port]);
  return JSON.stringify(of(failed)) === JSON.stringify(of(route));
}
