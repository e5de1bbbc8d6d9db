import "server-only";
import type { LiveState, LiveTrouble } from "@/lib/live/schema";
import { failureText } from "@/lib/failure/failure";
import type { Connection, FailureKind } from "@/lib/snapshot/connection";

const FULL: Partial<Record<FailureKind, LiveTrouble["full"]>> = {
  full: "server",
  "role-limit": "role",
  "database-limit": "database",
};

/** How a database stands that gave us no session, and the words for it. */
export function standingOf(connection: Connection): { state: "full" | "unreachable"; trouble: LiveTrouble } {
  const kind = connection.failure?.kind ?? "other";
  const { what, why, next, sql } = failureText(connection);
  const full = FULL[kind];
  const trouble = { what, why, next, sql: sql ?? null, sqlstate: connection.failure?.sqlstate ?? null };
  return full === undefined
    ? { state: "unreachable", trouble }
    : { state: "full", trouble: { ...trouble, full } };
}

/** Returns the connection of a database that a server, reached by another login, does not have. */
export const missingDatabase = (
  connection: Connection,
  { host, port, user, database }: Pick<Connection, "host" | "port" | "user" | "database">,
): Connection => ({
  ...connection,
  host,
  port,
  user,
  database,
  failure: { kind: "database-missing", stage: "query", sqlstate: null, said: "" },
});

/** Returns the words for a server that has given no answer for longer than it should, ms. */
export const noAnswer = (ms: number): { state: "unreachable"; trouble: LiveTrouble } => ({
  state: "unreachable",
  trouble: {
    what: `The server has given no answer for ${Math.round(ms / 100) / 10} s.`,
    why: "It hangs, it is overloaded, or the network between Headroom and it is silent.",
    next: "Headroom goes on trying. Look at the server's load and at its log.",
    sql: null,
    sqlstate: null,
  },
});

/** Returns the words after a session failed, or was given up because it gave no answer within so many ms. */
export function standingAfter(connection: Connection, answerMs: number) {
  const { failure } = connection;
  const isSilent = failure?.kind === "query-timeout" && failure.sqlstate === null;
  return isSilent ? noAnswer(answerMs) : standingOf(connection);
}

/** The words for staying out. */
export const CROWDED: LiveTrouble = {
  what: "More than two sessions named headroom are on this server, so no other was opened.",
  why: "Another Headroom watches it, or sessions of one were left behind. A watcher must not take the connections that it counts.",
  next: "Let one Headroom watch a server, or give several one store, which they share. Headroom looks again in a minute.",
  sql: "SELECT pid, usename, client_addr, backend_start FROM pg_stat_activity WHERE application_name = 'headroom';",
  sqlstate: null,
};

/** Returns the mark of a change from one state to another on the charts; null where it is none. */
export function markOf(before: LiveState, after: LiveState): "full" | "unreachable" | "back" | null {
  if (before === after) return null;
  if (after === "full" || after === "unreachable") return after;
  return after === "sampling" && (before === "full" || before === "unreachable") ? "back" : null;
}
