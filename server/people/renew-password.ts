import "server-only";
import { eq } from "drizzle-orm";
import { passwordRenewalSchema } from "@/lib/accounts/account";
import { parse, requireRole, type Context } from "../context";
import { NotFound } from "../errors";
import { db } from "../store/db";
import { account, session } from "../store/schema";
import { confirmSelf } from "./confirm-self";
import { makePassword } from "./password";

/**
 * Gives a person a new password, shown once, and ends their sessions.
 * @throws NotAllowed for a member, NotFound, BadInput for a wrong own password, TooMany
 */
export async function renewPassword(ctx: Context, input: unknown): Promise<{ password: string }> {
  requireRole(ctx, "admin");
  const { id, ownPassword } = parse(passwordRenewalSchema, input);
  await confirmSelf(ctx, ownPassword);
  const { password, hash } = await makePassword(ctx);
  await db().transaction(async (tx) => {
    const changed = await tx
      .update(account)
      .set({ password: hash, updatedAt: new Date() })
      .where(eq(account.userId, id))
      .returning({ id: account.id });
    if (changed.length === 0) throw new NotFound("This person has no account any more.");
    await tx.delete(session).where(eq(session.userId, id));
  });
  return { password };
}
