import "server-only";
import { asc, ne } from "drizzle-orm";
import { readOnlyVerb } from "../audit/verb";
import { db } from "../store/db";
import { databases } from "../store/schema";

/** Returns the names of all groups of databases, sorted: an admin assigns people to them. */
export const listGroups = readOnlyVerb("admin", async (): Promise<string[]> => {
  const rows = await db()
    .selectDistinct({ group: databases.group })
    .from(databases)
    .where(ne(databases.group, ""))
    .orderBy(asc(databases.group));
  return rows.map(({ group }) => group);
});
