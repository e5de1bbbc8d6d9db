import "server-only";
import { and, eq } from "drizzle-orm";
import { removalSchema } from "@/lib/accounts/account";
import { parse, type Context } from "../context";
import { Conflict, NotFound } from "../errors";
import { db } from "../store/db";
import { user } from "../store/schema";
import { confirmSelf } from "./confirm-self";
import { keepAnAdmin } from "./keep-an-admin";
import type { AuditLine } from "../audit/line";
import { auditedVerb } from "../audit/verb";

async function remove(ctx: Context, audit: AuditLine, input: unknown) {
  const { id, ownPassword } = parse(removalSchema, input);
  const [person] = await db().select({ role: user.role }).from(user).where(eq(user.id, id));
  if (person === undefined) throw new NotFound("This person has no account any more.");
  if (person.role === "admin") await confirmSelf(ctx, audit, ownPassword);
  return db().transaction(async (tx) => {
    if (ctx.actor.kind === "user" && ctx.actor.id === id) await audit.readAuthor(tx);
    const [gone] = await tx
      .delete(user)
      .where(and(eq(user.id, id), eq(user.role, person.role)))
      .returning();
    if (gone === undefined)
      throw new Conflict("This person's role was changed meanwhile. Open the page again.");
    await keepAnAdmin(tx);
    const detail = { person: gone.name, email: gone.email, role: gone.role };
    return audit.write(tx, { action: "remove a person", detail }, undefined);
  });
}

/**
 * Takes a person's account and sessions away; an admin's only with the own password of the actor typed again.
 * @throws NotAllowed for a member, NotFound, BadInput for a wrong own password, TooMany, Conflict for the last admin
 */
export const removePerson = auditedVerb("admin", remove);
