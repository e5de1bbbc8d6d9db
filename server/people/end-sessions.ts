import "server-only";
import { eq } from "drizzle-orm";
import { passwordRenewalSchema } from "@/lib/accounts/account";
import type { AuditLine } from "../audit/line";
import { auditedVerb } from "../audit/verb";
import { parse, type Context } from "../context";
import { db } from "../store/db";
import { session } from "../store/schema";
import { accountOf } from "./account-of";
import { confirmSelf } from "./confirm-self";

async function endAll(ctx: Context, audit: AuditLine, input: unknown) {
  const { id, ownPassword } = parse(passwordRenewalSchema, input);
  await confirmSelf(ctx, audit, ownPassword);
  return db().transaction(async (tx) => {
    const of = await accountOf(tx, id);
    const ended = await tx.delete(session).where(eq(session.userId, id)).returning({ id: session.id });
    const detail = { ...of, sessions: ended.length };
    return audit.write(tx, { action: "end a person's sessions", detail }, undefined);
  });
}

/**
 * Ends every session of a person, by any replica within 2 s; the password stays.
 * @throws NotAllowed for a member, NotFound, BadInput for a wrong own password, TooMany
 */
export const endSessionsOf = auditedVerb("admin", endAll);
