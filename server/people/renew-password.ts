import "server-only";
import { eq } from "drizzle-orm";
import { passwordRenewalSchema } from "@/lib/accounts/account";
import { replacePassword } from "../auth/credential";
import { parse, type Context } from "../context";
import { NotFound } from "../errors";
import { db } from "../store/db";
import { user } from "../store/schema";
import { confirmSelf } from "./confirm-self";
import { makePassword } from "./password";
import type { AuditLine } from "../audit/line";
import { auditedVerb } from "../audit/verb";

async function renew(ctx: Context, audit: AuditLine, input: unknown) {
  const { id, ownPassword } = parse(passwordRenewalSchema, input);
  await confirmSelf(ctx, audit, ownPassword);
  const { password, hash } = await makePassword(ctx);
  return db().transaction(async (tx) => {
    if (!(await replacePassword(tx, id, hash, { mustChange: true })))
      throw new NotFound("This person has no account any more.");
    const [of] = await tx.select({ person: user.name, email: user.email }).from(user).where(eq(user.id, id));
    return audit.write(tx, { action: "renew a password", detail: { ...of } }, { password });
  });
}

/**
 * Gives a person a new password, shown once and changed at the next sign-in, and ends their sessions.
 * @throws NotAllowed for a member, NotFound, BadInput for a wrong own password, TooMany
 */
export const renewPassword = auditedVerb("admin", renew);
