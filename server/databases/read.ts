import "server-only";
import type { Database } from "@/lib/databases/database";
import { parseId } from "../context";
import { databaseById } from "./view";
import { readOnlyVerb } from "../audit/verb";

/** Returns one database, without its password. @throws NotFound */
export const readDatabase = readOnlyVerb("member", async (ctx, id: unknown): Promise<Database> => {
  return databaseById(parseId(id));
});
