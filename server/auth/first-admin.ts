import "server-only";
import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import type { Account } from "@/lib/accounts/account";
import { recordAudit } from "../audit/record";
import { Conflict } from "../errors";
import { db } from "../store/db";
import { user } from "../store/schema";
import { insertPassword } from "./credential";
import { hashPassword } from "./hashing";
import { closeSetup, mayMakeAdmin } from "./setup-token";
import { requireStrongPassword } from "./strong-password";

/** Lock of the transaction that makes the first admin, until its commit: of many at once only one finds no account. */
const SETUP_LOCK = 4_172_332;

const over = () =>
  new Conflict(
    "The set-up is over, or its address was used up. Sign in, or restart Headroom for a new address.",
  );

/**
 * Makes the first admin, exactly once, however many try at the same time: user, account and the end of the set-up are
 * one transaction. The cookie is looked at before anything costs something.
 * @throws Conflict when the set-up is over or this browser was not let in, BadInput for a password that is easy to guess, TooMany
 */
export async function makeFirstAdmin(
  cookie: string | undefined,
  { name, email, password }: Account,
  address?: string,
): Promise<void> {
  if (!(await mayMakeAdmin(db(), cookie))) throw over();
  await requireStrongPassword(password, { name, email });
  const hash = await hashPassword(address ?? "unknown", password);
  await db().transaction(async (tx) => {
    await tx.execute(sql`SELECT pg_advisory_xact_lock(${SETUP_LOCK})`);
    if (!(await mayMakeAdmin(tx, cookie))) throw over();
    const id = randomUUID();
    await tx.insert(user).values({ id, name, email, role: "admin" });
    await insertPassword(tx, id, hash);
    await closeSetup(tx);
    const ctx = { actor: { kind: "user", id, role: "admin" }, ...(address && { address }) } as const;
    const database = { id: null, name: "" };
    await recordAudit(tx, ctx, { action: "make the first admin", database, detail: { email } });
  });
}
