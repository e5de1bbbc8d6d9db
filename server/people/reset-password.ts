import "server-only";
import { eq } from "drizzle-orm";
import { NotFound } from "../errors";
import { replacePassword } from "../auth/credential";
import { clearSecondFactor } from "../auth/second-factor/clear";
import type { Context } from "../context";
import { db } from "../store/db";
import { user } from "../store/schema";
import { makePassword } from "./password";
import type { AuditLine } from "../audit/line";
import { auditedVerb } from "../audit/verb";

async function reset(ctx: Context, audit: AuditLine, email: string) {
  const { password, hash } = await makePassword(ctx);
  return db().transaction(async (tx) => {
    const [person] = await tx
      .select({ id: user.id, person: user.name, email: user.email })
      .from(user)
      .where(eq(user.email, email.trim().toLowerCase()));
    if (person === undefined) throw new NotFound("No account has this e-mail address.");
    const { id, ...of } = person;
    await replacePassword(tx, id, hash, { mustChange: true });
    const hadSecondFactor = await clearSecondFactor(tx, id);
    return audit.write(tx, { action: "renew a password", detail: { ...of, hadSecondFactor } }, { password });
  });
}

/**
 * Gives a person a new password, returned once, turns their second factor off, and ends their sessions. For a program that has the store at hand: no page calls it,
 * for it asks for no password.
 * @throws NotAllowed for a member; NotFound where no account has this e-mail address
 */
export const resetPassword = auditedVerb("admin", reset);
