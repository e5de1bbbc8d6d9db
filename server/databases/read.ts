import "server-only";
import type { Database } from "@/lib/databases/database";
import { databaseById } from "./view";
import { visibleId } from "./visible";
import { readOnlyVerb } from "../audit/verb";

/** Returns one database, without its password. @throws NotFound, also for one outside of the actor's groups */
export const readDatabase = readOnlyVerb("member", async (ctx, id: unknown): Promise<Database> => {
  return databaseById(await visibleId(ctx, id));
});
