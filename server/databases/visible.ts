import "server-only";
import { and, eq } from "drizzle-orm";
import { readOnlyVerb } from "../audit/verb";
import { parseId } from "../context";
import { NotFound } from "../errors";
import { db } from "../store/db";
import { databases } from "../store/schema";
import { visibleDatabases } from "../visible";

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

/** Returns the id of a database that the actor sees. @throws NotFound for another one, as for one that is not here */
export const visibleId = readOnlyVerb("viewer", async (ctx, id: unknown): Promise<string> => {
  const [row] = await db()
    .select({ id: databases.id })
    .from(databases)
    .where(and(eq(databases.id, parseId(id)), visibleDatabases(ctx)));
  if (row === undefined) throw new NotFound();
  return row.id;
});
