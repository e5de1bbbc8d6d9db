import "server-only";
import { asc, eq } from "drizzle-orm";
import { readOnlyVerb } from "../audit/verb";
import { db } from "../store/db";
import { user } from "../store/schema";

/** Returns the names of the admins, sorted: whom a member can ask. */
export const listAdmins = readOnlyVerb("member", async (): Promise<string[]> => {
  const rows = await db()
    .select({ name: user.name })
    .from(user)
    .where(eq(user.role, "admin"))
    .orderBy(asc(user.name));
  return rows.map(({ name }) => name);
});
