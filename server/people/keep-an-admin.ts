import "server-only";
import { and, eq, ne, sql } from "drizzle-orm";
import { Conflict } from "../errors";
import type { Tx } from "../store/db";
import { user } from "../store/schema";

const PEOPLE_LOCK = 4_172_334;

/** Ends a transaction that would leave no admin; two at once are judged one after the other. */
export async function keepAnAdmin(tx: Tx): Promise<void> {
  await tx.execute(sql`SELECT pg_advisory_xact_lock(${PEOPLE_LOCK})`);
  const admins = await tx.select({ id: user.id }).from(user).where(eq(user.role, "admin")).limit(1);
  if (admins.length === 0)
    throw new Conflict("This is the last admin. Make another person an admin first, so that one is left.");
}

/** Returns whether there is an admin besides this person; two at once are judged one after the other. */
export async function hasOtherAdmin(tx: Tx, userId: string): Promise<boolean> {
  await tx.execute(sql`SELECT pg_advisory_xact_lock(${PEOPLE_LOCK})`);
  const others = await tx
    .select({ id: user.id })
    .from(user)
    .where(and(eq(user.role, "admin"), ne(user.id, userId)))
    .limit(1);
  return others.length > 0;
}
