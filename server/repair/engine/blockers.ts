import "server-only";
import { DatabaseError } from "pg";
import { displayRelation } from "@/lib/postgres/identifier";
import type { Plan } from "@/lib/repair/plan/schema";
import type { Blocker } from "@/lib/repair/run/schema";
import type { GuardedClient } from "../../watched/guarded-client";
import { blockers, preparedBlockers } from "../../watched/sql/table-locks";

/** `since`: seconds of the epoch, null where it is not visible. Ages of two statements are of two moments. */
type Row = Omit<Blocker, "table" | "backendType"> & {
  schema: string;
  name: string;
  since: number | null;
  backendType?: string | null;
};

/** Postgres' names of locks as its documentation writes them: AccessShareLock is ACCESS SHARE. */
const modeOf = (mode: string): string =>
  mode
    .replace(/Lock$/, "")
    .replace(/(?<=[a-z])(?=[A-Z])/g, " ")
    .toUpperCase();

const INSUFFICIENT_PRIVILEGE = "42501";

/** Returns the rows of a view; none where it is closed to this role: then no blocker is named, and the run goes on. */
async function seen(client: GuardedClient, sql: string): Promise<Row[]> {
  try {
    return (await client.read([sql]))[0] ?? [];
  } catch (error) {
    if (error instanceof DatabaseError && error.code === INSUFFICIENT_PRIVILEGE) return [];
    throw error;
  }
}

/**
 * Returns the holders of what a plan needs, the oldest transaction first: sessions, and prepared transactions, which have none.
 * Empty where they have let go meanwhile. Asked outside a transaction.
 */
export async function blockersOf(client: GuardedClient, { locks }: Plan): Promise<Blocker[]> {
  const rows = [...(await seen(client, preparedBlockers(locks))), ...(await seen(client, blockers(locks)))];
  return rows
    .toSorted((one, other) => (one.since ?? Number.MAX_VALUE) - (other.since ?? Number.MAX_VALUE))
    .map(({ schema, name, mode, since: _since, backendType, isWraparound, ...holder }) => ({
      ...holder,
      ...(backendType === null || backendType === undefined ? {} : { backendType }),
      // Of a session the query may hold these words by itself.
      ...(backendType === "autovacuum worker" && isWraparound === true ? { isWraparound } : {}),
      mode: modeOf(mode),
      table: displayRelation({ schema, name }),
    }));
}
