import "server-only";
import { eq } from "drizzle-orm";
import { codeInput } from "@/lib/accounts/second-factor";
import type { AuditLine } from "../../audit/line";
import { auditedVerb } from "../../audit/verb";
import { limitedCodes } from "../../auth/limits";
import { spendAppCode } from "../../auth/second-factor/judge";
import { replaceRecoveryCodes } from "../../auth/second-factor/recovery";
import { parse, type Context } from "../../context";
import { BadInput, NotAllowed } from "../../errors";
import { db } from "../../store/db";
import { secondFactors } from "../../store/schema";

async function turnOn(ctx: Context, audit: AuditLine, input: unknown) {
  if (ctx.actor.kind !== "user") throw new NotAllowed();
  const { id } = ctx.actor;
  const { code } = parse(codeInput, input);
  return limitedCodes(id, () =>
    db().transaction(async (tx) => {
      if (!(await spendAppCode(tx, id, code, { pending: true })))
        throw new BadInput("The code does not belong to this secret.", {
          code: "Type the code that the app shows now. If it is refused again, compare the clock of your telephone.",
        });
      await tx.update(secondFactors).set({ confirmedAt: new Date() }).where(eq(secondFactors.userId, id));
      const codes = await replaceRecoveryCodes(tx, id);
      return audit.write(tx, { action: "turn on the second factor" }, { codes });
    }),
  );
}

/**
 * Turns the actor's second factor on by a code of the app that has the new secret, and returns the recovery codes, which are shown once.
 * @throws BadInput at the field `code`, TooMany
 */
export const turnOnSecondFactor = auditedVerb("viewer", turnOn);
