import "server-only";
import { and, asc, isNull } from "drizzle-orm";
import type { Database } from "@/lib/databases/database";
import { db } from "../store/db";
import { databases } from "../store/schema";
import { visibleDatabases } from "../visible";
import { databaseOf, selectDatabases } from "./view";
import { readOnlyVerb } from "../audit/verb";

/** Returns id and name of the databases that the actor sees and that are not archived, by name: for the palette. */
export const listNames = readOnlyVerb("viewer", async (ctx): Promise<Pick<Database, "id" | "name">[]> => {
  const rows = await db()
    .select({ id: databases.id, name: databases.name })
    .from(databases)
    .where(and(isNull(databases.archivedAt), visibleDatabases(ctx)))
    .orderBy(asc(databases.name), asc(databases.createdAt));
  return rows;
});

/** Returns every database that the actor sees, archived ones included, by name. */
export const listDatabases = readOnlyVerb("member", async (ctx): Promise<Database[]> => {
  const rows = await selectDatabases()
    .where(visibleDatabases(ctx))
    .orderBy(asc(databases.name), asc(databases.createdAt));
  return rows.map(databaseOf);
});
