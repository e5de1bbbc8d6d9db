import "server-only";
import { hashPassword, verifyPassword } from "better-auth/crypto";
import { eq } from "drizzle-orm";
import { ownPasswordSchema } from "@/lib/accounts/account";
import { limited } from "../auth/limits";
import { parse, requireRole, type Context } from "../context";
import { BadInput, NotAllowed } from "../errors";
import { db } from "../store/db";
import { account, session } from "../store/schema";

/**
 * Changes the actor's own password and ends all of their sessions, this one too: whoever else was in is out.
 * @throws BadInput when the current one is wrong, TooMany
 */
export async function changeOwnPassword(ctx: Context, input: unknown): Promise<void> {
  requireRole(ctx, "member");
  if (ctx.actor.kind !== "user") throw new NotAllowed();
  const { id } = ctx.actor;
  const { current, next } = parse(ownPasswordSchema, input);
  const own = eq(account.userId, id);
  await limited(id, id, async () => {
    const [row] = await db().select({ hash: account.password }).from(account).where(own);
    if (!row?.hash || !(await verifyPassword({ hash: row.hash, password: current })))
      throw new BadInput("The current password is wrong.", { current: "Type it again." });
  });
  const hash = await hashPassword(next);
  await db().transaction(async (tx) => {
    await tx.update(account).set({ password: hash, updatedAt: new Date() }).where(own);
    await tx.delete(session).where(eq(session.userId, id));
  });
}
