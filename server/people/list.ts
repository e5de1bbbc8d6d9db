import "server-only";
import { asc, eq, max } from "drizzle-orm";
import type { Person } from "@/lib/accounts/account";
import { db } from "../store/db";
import { session, user } from "../store/schema";
import { readOnlyVerb } from "../audit/verb";

/** Returns all who have an account, by name, with when they were last here. */
export const listPeople = readOnlyVerb("admin", async (): Promise<Person[]> => {
  const rows = await db()
    .select({
      id: user.id,
      name: user.name,
      email: user.email,
      role: user.role,
      groups: user.groups,
      lastSeen: max(session.updatedAt),
    })
    .from(user)
    .leftJoin(session, eq(session.userId, user.id))
    .groupBy(user.id)
    .orderBy(asc(user.name));
  return rows.map(({ lastSeen, ...person }) => ({ ...person, lastSeen: lastSeen?.toISOString() ?? null }));
});
