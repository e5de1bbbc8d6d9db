import "server-only";
import { createHash, randomBytes } from "node:crypto";
import { eq } from "drizzle-orm";
import { isSameText } from "../secrets/same-text";
import { db, type Tx } from "../store/db";
import { setup, user } from "../store/schema";

const ROW = 1;
const hash = (secret: string): string => createHash("sha256").update(secret).digest("hex");

/** Returns whether there is no account yet. */
export async function isEmpty(tx: Tx = db()): Promise<boolean> {
  return (await tx.select({ id: user.id }).from(user).limit(1)).length === 0;
}

/**
 * Takes the token of this start while there is no user; tokens and cookies of earlier starts are dead then. Returns
 * whether there is anything to set up.
 */
export async function offerSetup(token: string): Promise<boolean> {
  if (!(await isEmpty())) {
    await closeSetup();
    return false;
  }
  const row = { tokenHash: hash(token), cookieHash: null };
  await db()
    .insert(setup)
    .values({ id: ROW, ...row })
    .onConflictDoUpdate({ target: setup.id, set: row });
  return true;
}

/**
 * Exchanges the token for the secret of a cookie, once: the token is dead after it. Returns null for a token that is
 * wrong, used, or too late.
 */
export async function exchangeToken(token: string): Promise<string | null> {
  if (!(await isEmpty())) return null;
  const cookie = randomBytes(32).toString("base64url");
  const exchanged = await db()
    .update(setup)
    .set({ tokenHash: null, cookieHash: hash(cookie) })
    .where(eq(setup.tokenHash, hash(token)))
    .returning({ id: setup.id });
  return exchanged.length === 1 ? cookie : null;
}

/** Returns whether a cookie's secret may make the first admin now. */
export async function mayMakeAdmin(tx: Tx, cookie: string | undefined): Promise<boolean> {
  if (cookie === undefined || !(await isEmpty(tx))) return false;
  const [row] = await tx.select().from(setup).where(eq(setup.id, ROW));
  return typeof row?.cookieHash === "string" && isSameText(row.cookieHash, hash(cookie));
}

/** The same for a page, which asks the store itself. */
export const mayMakeAdminNow = (cookie: string | undefined): Promise<boolean> => mayMakeAdmin(db(), cookie);

/** Ends the set-up for good: the token and the cookie open nothing any more. */
export async function closeSetup(tx: Tx = db()): Promise<void> {
  await tx.delete(setup);
}
