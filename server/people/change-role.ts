import "server-only";
import { eq } from "drizzle-orm";
import { roleChangeSchema } from "@/lib/accounts/account";
import { parse, type Context } from "../context";
import { NotFound } from "../errors";
import { db } from "../store/db";
import { session, user } from "../store/schema";
import { confirmSelf } from "./confirm-self";
import { keepAnAdmin } from "./keep-an-admin";
import type { AuditLine } from "../audit/line";
import { auditedVerb } from "../audit/verb";

async function change(ctx: Context, audit: AuditLine, input: unknown) {
  const { id, role, groups, ownPassword } = parse(roleChangeSchema, input);
  await confirmSelf(ctx, audit, ownPassword);
  return db().transaction(async (tx) => {
    const [before] = await tx
      .select({ role: user.role, groups: user.groups })
      .from(user)
      .where(eq(user.id, id))
      .for("update");
    const [changed] = await tx
      .update(user)
      .set({ role, groups, updatedAt: new Date() })
      .where(eq(user.id, id))
      .returning();
    if (changed === undefined) throw new NotFound("This person has no account any more.");
    await keepAnAdmin(tx);
    await tx.delete(session).where(eq(session.userId, id));
    const detail = {
      person: changed.name,
      email: changed.email,
      role,
      before: before?.role,
      ...((groups.length > 0 || before?.groups.length) && { groups, groupsBefore: before?.groups }),
    };
    return audit.write(tx, { action: "change a role", detail }, undefined);
  });
}

/**
 * Gives a person another role or other groups, and ends their sessions: what is open shows and may do what the other role does.
 * @throws NotAllowed for a member, NotFound, BadInput for a wrong own password, TooMany, Conflict for the last admin
 */
export const changeRole = auditedVerb("admin", change);
