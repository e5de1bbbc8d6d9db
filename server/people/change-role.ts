import "server-only";
import { eq } from "drizzle-orm";
import { roleChangeSchema } from "@/lib/accounts/account";
import { parse, requireRole, type Context } from "../context";
import { NotFound } from "../errors";
import { db } from "../store/db";
import { session, user } from "../store/schema";
import { confirmSelf } from "./confirm-self";
import { keepAnAdmin } from "./keep-an-admin";

/**
 * Makes a person an admin or a member, and ends their sessions: what is open shows and may do what the other role does.
 * @throws NotAllowed for a member, NotFound, BadInput for a wrong own password, TooMany, Conflict for the last admin
 */
export async function changeRole(ctx: Context, input: unknown): Promise<void> {
  requireRole(ctx, "admin");
  const { id, role, ownPassword } = parse(roleChangeSchema, input);
  await confirmSelf(ctx, ownPassword);
  await db().transaction(async (tx) => {
    const changed = await tx
      .update(user)
      .set({ role, updatedAt: new Date() })
      .where(eq(user.id, id))
      .returning();
    if (changed.length === 0) throw new NotFound("This person has no account any more.");
    await keepAnAdmin(tx);
    await tx.delete(session).where(eq(session.userId, id));
  });
}
