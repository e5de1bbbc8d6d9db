import "server-only";
import { asc } from "drizzle-orm";
import type { Database } from "@/lib/databases/database";
import { databases } from "../store/schema";
import { databaseOf, selectDatabases } from "./view";
import { readOnlyVerb } from "../audit/verb";

/** Returns every database, archived ones included, by name. */
export const listDatabases = readOnlyVerb("member", async (): Promise<Database[]> => {
  const rows = await selectDatabases().orderBy(asc(databases.name), asc(databases.createdAt));
  return rows.map(databaseOf);
});
