import "server-only";
import { eq } from "drizzle-orm";
import { z } from "zod";
import { parse, requireRole, type Context } from "../context";
import { NotFound } from "../errors";
import { db } from "../store/db";
import { account, session } from "../store/schema";
import { makePassword } from "./password";

/** Gives a person a new password, shown once, and ends their sessions. @throws NotAllowed for a member, NotFound */
export async function renewPassword(ctx: Context, id: unknown): Promise<{ password: string }> {
  requireRole(ctx, "admin");
  const userId = parse(z.string(), id);
  const { password, hash } = await makePassword();
  await db().transaction(async (tx) => {
    const changed = await tx
      .update(account)
      .set({ password: hash, updatedAt: new Date() })
      .where(eq(account.userId, userId))
      .returning({ id: account.id });
    if (changed.length === 0) throw new NotFound("This person has no account any more.");
    await tx.delete(session).where(eq(session.userId, userId));
  });
  return { password };
}
