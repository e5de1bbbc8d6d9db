import "server-only";
import type { SQL } from "drizzle-orm";
import { readOnlyVerb } from "../audit/verb";
import type { Context } from "../context";
import { db } from "../store/db";
import { databases } from "../store/schema";

/** Returns the condition of the databases that an actor sees; undefined for all. */
export function visibleDatabases(_ctx: Context): SQL | undefined {
  return undefined;
}

/** Returns the ids of the databases that the actor sees. */
export const visibleIds = readOnlyVerb("viewer", async (ctx): Promise<ReadonlySet<string>> => {
  const rows = await db().select({ id: databases.id }).from(databases).where(visibleDatabases(ctx));
  return new Set(rows.map(({ id }) => id));
});

/** Returns those of the ids whose databases the actor sees. */
export const listVisible = readOnlyVerb("viewer", async (ctx, ids: readonly string[]): Promise<string[]> => {
  const visible = await visibleIds(ctx);
  return ids.filter((id) => visible.has(id));
});
