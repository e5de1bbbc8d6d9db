import "server-only";
import type { Client } from "pg";
import { displayRelation } from "@/lib/postgres/identifier";
import type { Plan } from "@/lib/plan/schema";
import type { Blocker } from "@/lib/run/schema";
import { BLOCKERS } from "./sql/locks";

type Row = Omit<Blocker, "table"> & { schema: string; name: string };

/** Postgres' names of locks as its documentation writes them: AccessShareLock is ACCESS SHARE. */
const modeOf = (mode: string): string =>
  mode
    .replace(/Lock$/, "")
    .replace(/(?<=[a-z])(?=[A-Z])/g, " ")
    .toUpperCase();

/** Returns the sessions that hold what a plan needs; none where they have let go meanwhile. */
export async function blockersOf(client: Client, { locks }: Plan): Promise<Blocker[]> {
  const { rows } = await client.query<Row>(BLOCKERS, [JSON.stringify(locks)]);
  return rows.map(({ schema, name, mode, ...session }) => ({
    ...session,
    mode: modeOf(mode),
    table: displayRelation({ schema, name }),
  }));
}
