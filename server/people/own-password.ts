import "server-only";
import { eq } from "drizzle-orm";
import { ownPasswordSchema } from "@/lib/accounts/account";
import { replacePassword } from "../auth/credential";
import { hashPassword } from "../auth/hashing";
import { requireStrongPassword } from "../auth/strong-password";
import { parse, type Context } from "../context";
import { NotAllowed } from "../errors";
import { db } from "../store/db";
import { user } from "../store/schema";
import { confirmSelf } from "./confirm-self";
import type { AuditLine } from "../audit/line";
import { auditedVerb } from "../audit/verb";

async function changeOwn(ctx: Context, audit: AuditLine, input: unknown) {
  if (ctx.actor.kind !== "user") throw new NotAllowed();
  const { id } = ctx.actor;
  const { current, next } = parse(ownPasswordSchema, input);
  await confirmSelf(ctx, audit, current, "current");
  const [owner] = await db().select({ name: user.name, email: user.email }).from(user).where(eq(user.id, id));
  await requireStrongPassword(next, owner ?? {}, "next");
  const hash = await hashPassword(ctx.address ?? "unknown", next);
  return db().transaction(async (tx) => {
    await replacePassword(tx, id, hash, { mustChange: false });
    return audit.write(tx, { action: "change own password" }, undefined);
  });
}

/**
 * Changes the actor's own password and ends all of their sessions, this one too, so that any intruder is signed out.
 * @throws BadInput when the current one is wrong, TooMany
 */
export const changeOwnPassword = auditedVerb("viewer", changeOwn);
