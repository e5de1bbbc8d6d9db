import "server-only";
import { DatabaseError, type Client } from "pg";
import { displayRelation } from "@/lib/postgres/identifier";
import type { Plan } from "@/lib/plan/schema";
import type { Blocker } from "@/lib/run/schema";
import { BLOCKERS, PREPARED_BLOCKERS } from "./sql/locks";

/** `since`: seconds of the epoch, null where nobody tells. Ages of two statements are of two moments. */
type Row = Omit<Blocker, "table"> & { schema: string; name: string; since: number | null };

/** Postgres' names of locks as its documentation writes them: AccessShareLock is ACCESS SHARE. */
const modeOf = (mode: string): string =>
  mode
    .replace(/Lock$/, "")
    .replace(/(?<=[a-z])(?=[A-Z])/g, " ")
    .toUpperCase();

const INSUFFICIENT_PRIVILEGE = "42501";

/** Rows of a view that somebody may have closed to this role: then nobody is named, and the run goes on all the same. */
async function seen(client: Client, sql: string, { locks }: Plan): Promise<Row[]> {
  try {
    return (await client.query<Row>(sql, [JSON.stringify(locks)])).rows;
  } catch (error) {
    if (error instanceof DatabaseError && error.code === INSUFFICIENT_PRIVILEGE) return [];
    throw error;
  }
}

/**
 * Returns who holds what a plan needs, the oldest transaction first: sessions, and prepared transactions, which have none.
 * Empty where they have let go meanwhile. Asked outside a transaction.
 */
export async function blockersOf(client: Client, plan: Plan): Promise<Blocker[]> {
  const rows = [...(await seen(client, PREPARED_BLOCKERS, plan)), ...(await seen(client, BLOCKERS, plan))];
  return rows
    .toSorted((one, other) => (one.since ?? Number.MAX_VALUE) - (other.since ?? Number.MAX_VALUE))
    .map(({ schema, name, mode, since: _since, ...holder }) => ({
      ...holder,
      mode: modeOf(mode),
      table: displayRelation({ schema, name }),
    }));
}
