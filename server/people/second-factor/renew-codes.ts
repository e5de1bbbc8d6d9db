import "server-only";
import { ownPasswordInput } from "@/lib/accounts/second-factor";
import type { AuditLine } from "../../audit/line";
import { auditedVerb } from "../../audit/verb";
import { hasSecondFactor } from "../../auth/second-factor/judge";
import { replaceRecoveryCodes } from "../../auth/second-factor/recovery";
import { parse, type Context } from "../../context";
import { Conflict, NotAllowed } from "../../errors";
import { db } from "../../store/db";
import { confirmSelfIfPossible } from "./confirm";

async function renew(ctx: Context, audit: AuditLine, input: unknown) {
  if (ctx.actor.kind !== "user") throw new NotAllowed();
  const { id } = ctx.actor;
  const { ownPassword } = parse(ownPasswordInput, input);
  await confirmSelfIfPossible(ctx, audit, ownPassword);
  return db().transaction(async (tx) => {
    if (!(await hasSecondFactor(id, tx))) throw new Conflict("Your second factor is off. Turn it on first.");
    const codes = await replaceRecoveryCodes(tx, id);
    return audit.write(tx, { action: "renew the recovery codes" }, { codes });
  });
}

/**
 * Replaces the actor's recovery codes and returns the new ones, which are shown once.
 * @throws BadInput for a wrong own password, Conflict where the second factor is off, TooMany
 */
export const renewRecoveryCodes = auditedVerb("viewer", renew);
