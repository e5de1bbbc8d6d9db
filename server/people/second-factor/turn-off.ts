import "server-only";
import { eq } from "drizzle-orm";
import { ownPasswordInput } from "@/lib/accounts/second-factor";
import type { AuditLine } from "../../audit/line";
import { auditedVerb } from "../../audit/verb";
import { clearSecondFactor } from "../../auth/second-factor/clear";
import { readSetting } from "../../settings/read";
import { parse, type Context } from "../../context";
import { Conflict, NotAllowed } from "../../errors";
import { db } from "../../store/db";
import { session } from "../../store/schema";
import { passwordRenewalSchema } from "@/lib/accounts/account";
import { accountOf } from "../account-of";
import { confirmSelf } from "../confirm-self";
import { confirmSelfIfPossible } from "./confirm";

async function turnOff(ctx: Context, audit: AuditLine, input: unknown) {
  if (ctx.actor.kind !== "user") throw new NotAllowed();
  const { id } = ctx.actor;
  const { ownPassword } = parse(ownPasswordInput, input);
  if ((await readSetting("signIn")).requireSecondFactor)
    throw new Conflict(
      "Each person needs a second factor here, as an admin has set. Ask an admin to reset yours.",
    );
  await confirmSelfIfPossible(ctx, audit, ownPassword);
  return db().transaction(async (tx) => {
    if (!(await clearSecondFactor(tx, id))) throw new Conflict("Your second factor is off already.");
    return audit.write(tx, { action: "turn off the second factor" }, undefined);
  });
}

/**
 * Turns the actor's second factor off, and takes the recovery codes away.
 * @throws BadInput for a wrong own password, Conflict where it is off or each person needs one, TooMany
 */
export const turnOffSecondFactor = auditedVerb("viewer", turnOff);

async function reset(ctx: Context, audit: AuditLine, input: unknown) {
  const { id, ownPassword } = parse(passwordRenewalSchema, input);
  await confirmSelf(ctx, audit, ownPassword);
  return db().transaction(async (tx) => {
    const of = await accountOf(tx, id);
    if (!(await clearSecondFactor(tx, id)))
      throw new Conflict("This person has no second factor. Open the page again.");
    await tx.delete(session).where(eq(session.userId, id));
    return audit.write(tx, { action: "reset a second factor", detail: { ...of } }, undefined);
  });
}

/**
 * Turns another person's second factor off, who has lost it, and ends their sessions.
 * @throws NotAllowed for a member, NotFound, BadInput for a wrong own password, Conflict where it is off, TooMany
 */
export const resetSecondFactor = auditedVerb("admin", reset);
