import "server-only";
import { eq } from "drizzle-orm";
import { ownPasswordSchema } from "@/lib/accounts/account";
import { hashPassword } from "../auth/hashing";
import { parse, requireRole, type Context } from "../context";
import { NotAllowed } from "../errors";
import { db } from "../store/db";
import { account, session } from "../store/schema";
import { confirmSelf } from "./confirm-self";

/**
 * Changes the actor's own password and ends all of their sessions, this one too: whoever else was in is out.
 * @throws BadInput when the current one is wrong, TooMany
 */
export async function changeOwnPassword(ctx: Context, input: unknown): Promise<void> {
  requireRole(ctx, "member");
  if (ctx.actor.kind !== "user") throw new NotAllowed();
  const { id } = ctx.actor;
  const { current, next } = parse(ownPasswordSchema, input);
  await confirmSelf(ctx, current, "current");
  const hash = await hashPassword(ctx.address ?? "unknown", next);
  await db().transaction(async (tx) => {
    await tx.update(account).set({ password: hash, updatedAt: new Date() }).where(eq(account.userId, id));
    await tx.delete(session).where(eq(session.userId, id));
  });
}
