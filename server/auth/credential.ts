import "server-only";
import { randomUUID } from "node:crypto";
import { and, eq, type SQL } from "drizzle-orm";
import { db, type Tx } from "../store/db";
import { account, session, user } from "../store/schema";
import { ignoring } from "../http/log";
import { hashPassword, verifyPassword } from "./hashing";
import { isOutdated, NO_HASH } from "./password-hash";

/** The name of a password among the ways to sign in, as better-auth keeps it; a provider's rows have another. */
const CREDENTIAL = "credential";

const ofPerson = (userId: string): SQL | undefined =>
  and(eq(account.userId, userId), eq(account.providerId, CREDENTIAL));

/** Returns the hash of a person's password; null for a person who has none and signs in by a provider. */
export async function passwordHashOf(userId: string, tx: Tx = db()): Promise<string | null> {
  const [row] = await tx.select({ hash: account.password }).from(account).where(ofPerson(userId));
  return row?.hash ?? null;
}

/** Keeps a new account's first password. */
export async function insertPassword(tx: Tx, userId: string, hash: string): Promise<void> {
  await tx
    .insert(account)
    .values({ id: randomUUID(), accountId: userId, providerId: CREDENTIAL, userId, password: hash });
}

/**
 * Gives a person another password and ends every session of theirs. `mustChange` says that another person knows it, so that it has to
 * be changed at the next sign-in. Returns false where the account is gone.
 */
export async function replacePassword(
  tx: Tx,
  userId: string,
  hash: string,
  { mustChange }: { mustChange: boolean },
): Promise<boolean> {
  const now = new Date();
  const found = await tx
    .update(user)
    .set({ mustChangePassword: mustChange, updatedAt: now })
    .where(eq(user.id, userId))
    .returning({ id: user.id });
  if (found.length === 0) return false;
  const changed = await tx
    .update(account)
    .set({ password: hash, updatedAt: now })
    .where(ofPerson(userId))
    .returning({ id: account.id });
  if (changed.length === 0) await insertPassword(tx, userId, hash);
  await tx.delete(session).where(eq(session.userId, userId));
  return true;
}

/**
 * Makes the hash of a right password anew where an earlier version made it. The sessions stay, and a password that was replaced meanwhile
 * stays the new one.
 */
async function renewHash(userId: string, password: string, before: string, address: string): Promise<void> {
  const hash = await hashPassword(address, password);
  await db()
    .update(account)
    .set({ password: hash })
    .where(and(ofPerson(userId), eq(account.password, before)));
}

/**
 * Returns the id of the account that has this address and this password; null for a wrong one of both, after the same time.
 * @throws TooMany
 */
export async function judgePassword(
  email: string,
  password: string,
  address: string,
): Promise<string | null> {
  const [person] = await db().select({ id: user.id }).from(user).where(eq(user.email, email));
  const hash = person === undefined ? null : await passwordHashOf(person.id);
  const isRight = await verifyPassword(address, password, hash ?? NO_HASH);
  if (!isRight || hash === null || person === undefined) return null;
  if (isOutdated(hash))
    await renewHash(person.id, password, hash, address).catch(
      ignoring("the sign-in is right all the same, and the next one makes the hash anew"),
    );
  return person.id;
}
