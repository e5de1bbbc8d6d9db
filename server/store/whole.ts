import "server-only";
import { is } from "drizzle-orm";
import { getTableConfig, PgTable } from "drizzle-orm/pg-core";
import type { ClientBase } from "pg";
import { listed } from "@/lib/text/words";
import * as schema from "./schema";

/** The store is not what its migrations say. The message is for the terminal: what, why, what to do. */
export class StoreIsPartial extends Error {
  override name = "StoreIsPartial";

  constructor(what: string) {
    super(
      `Headroom's own store is not whole: ${what}. A backup was restored in part, or a part of it was removed. Nothing was changed. Restore the backup whole, into an empty database (docs/operations.md, Back up and restore).`,
    );
  }
}

/** SQLSTATEs of a migration on a store whose tables are not those of the migrations before it. */
const MISMATCH: Readonly<Record<string, string>> = {
  "42P01": "a table of an earlier migration is missing",
  "42703": "a column of an earlier migration is missing",
  "42P07": "a table is there whose migration is not recorded",
  "42701": "a column is there whose migration is not recorded",
  "42710": "an object is there whose migration is not recorded",
};

/** Returns the error of a migration as one of a partial store, where its code says so; any other as it is. */
export function partialStoreError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const what = "code" in error && typeof error.code === "string" ? MISMATCH[error.code] : undefined;
  if (what !== undefined) return new StoreIsPartial(what);
  return error.cause === undefined ? error : partialStoreError(error.cause);
}

/** Refuses a store that has every migration and lacks a table or a column of theirs. @throws StoreIsPartial */
export async function refusePartialStore(client: ClientBase): Promise<void> {
  const { rows } = await client.query<{ place: string }>(
    "SELECT table_name || '.' || column_name AS place FROM information_schema.columns WHERE table_schema = 'public'",
  );
  const there = new Set(rows.map(({ place }) => place));
  const missing = new Set<string>();
  for (const table of Object.values(schema).filter((one) => is(one, PgTable))) {
    const { name, columns } = getTableConfig(table);
    const lacking = columns.filter((column) => !there.has(`${name}.${column.name}`));
    if (lacking.length === columns.length) missing.add(`table ${name}`);
    else for (const column of lacking) missing.add(`column ${name}.${column.name}`);
  }
  if (missing.size > 0) throw new StoreIsPartial(`it lacks ${listed([...missing])}`);
}
