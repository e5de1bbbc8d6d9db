import "server-only";
import { eq } from "drizzle-orm";
import { firstPasswordSchema } from "@/lib/accounts/account";
import type { AuditLine } from "../audit/line";
import { auditedVerb } from "../audit/verb";
import { passwordHashOf, replacePassword } from "../auth/credential";
import { hashPassword, verifyPassword } from "../auth/hashing";
import { requireStrongPassword } from "../auth/strong-password";
import { parse, type Context } from "../context";
import { BadInput, Conflict, NotAllowed, NotSignedIn } from "../errors";
import { db } from "../store/db";
import { user } from "../store/schema";

async function changeFirst(ctx: Context, audit: AuditLine, input: unknown) {
  if (ctx.actor.kind !== "user") throw new NotAllowed();
  const { id } = ctx.actor;
  const { next } = parse(firstPasswordSchema, input);
  const address = ctx.address ?? "unknown";
  const [person] = await db().select().from(user).where(eq(user.id, id));
  if (person === undefined) throw new NotSignedIn();
  if (!person.mustChangePassword) throw new Conflict("This password was changed already. Open the overview.");
  await requireStrongPassword(next, person, "next");
  const before = await passwordHashOf(id);
  if (before !== null && (await verifyPassword(address, next, before)))
    throw new BadInput("This is the password that you were given.", { next: "Take another one." });
  const hash = await hashPassword(address, next);
  return db().transaction(async (tx) => {
    await replacePassword(tx, id, hash, { mustChange: false });
    return audit.write(tx, { action: "change the first password" }, id);
  });
}

/**
 * Replaces the password that another person made, ends every session of the actor, this one too, and returns the actor's id.
 * @throws BadInput for one that is easy to guess or the same, Conflict where none has to be changed, TooMany
 */
export const changeFirstPassword = auditedVerb("viewer", changeFirst);
