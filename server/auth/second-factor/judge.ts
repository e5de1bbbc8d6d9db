import "server-only";
import { and, eq, isNotNull, sql } from "drizzle-orm";
import { stepsOf } from "@/lib/accounts/totp";
import { recordAudit } from "../../audit/record";
import { BadInput } from "../../errors";
import { db, type Tx } from "../../store/db";
import { recoveryCodes, secondFactors } from "../../store/schema";
import { limitedCodes } from "../limits";
import { spendRecoveryCode } from "./recovery";
import { openSecret } from "./secret";

/**
 * Used steps that are remembered: some more than the window has. They are compared one by one, so that a clock that jumped ahead and
 * back locks no person out, as "later than the last one" would.
 */
const REMEMBERED = 16;

/** Returns whether a person has a second factor, shown to work once. */
export async function hasSecondFactor(userId: string, tx: Tx = db()): Promise<boolean> {
  const rows = await tx
    .select({ userId: secondFactors.userId })
    .from(secondFactors)
    .where(and(eq(secondFactors.userId, userId), isNotNull(secondFactors.confirmedAt)));
  return rows.length === 1;
}

/**
 * Uses up a code of a person's app; returns whether it was right. Two at the same moment with one code are one after the other here, and
 * the second is refused. `pending` asks for a secret that is not confirmed yet.
 */
export async function spendAppCode(
  tx: Tx,
  userId: string,
  code: string,
  { pending = false, now = Date.now() }: { pending?: boolean; now?: number } = {},
): Promise<boolean> {
  const [row] = await tx.select().from(secondFactors).where(eq(secondFactors.userId, userId)).for("update");
  if (row === undefined || (row.confirmedAt === null) !== pending) return false;
  const steps = await stepsOf(openSecret(userId, row.secret), code, now);
  const step = steps.find((one) => !row.usedSteps.includes(one));
  if (step === undefined) return false;
  await tx
    .update(secondFactors)
    .set({ usedSteps: [...row.usedSteps, step].slice(-REMEMBERED) })
    .where(eq(secondFactors.userId, userId));
  return true;
}

const wrong = () =>
  new BadInput("The code is wrong, or was used before.", {
    code: "Type the code that the app shows now. If it is refused again, compare the clock of your telephone.",
  });

async function leftCodes(tx: Tx, userId: string): Promise<number> {
  const [row] = await tx
    .select({ left: sql<number>`count(*)::int` })
    .from(recoveryCodes)
    .where(eq(recoveryCodes.userId, userId));
  return row?.left ?? 0;
}

/**
 * Judges a code of a person who gave the right password: one of the app, or a recovery code, which is used up with an entry in the audit
 * log. Returns which it was. @throws BadInput at the field `code`, TooMany
 */
export function requireSecondFactor(
  userId: string,
  code: string,
  address: string,
): Promise<"code" | "recovery code"> {
  const digits = code.replace(/\s/g, "");
  return limitedCodes(userId, () =>
    db().transaction(async (tx) => {
      if (/^\d{6}$/.test(digits)) {
        if (await spendAppCode(tx, userId, digits)) return "code";
        throw wrong();
      }
      if (!(await spendRecoveryCode(tx, userId, code))) throw wrong();
      const ctx = { actor: { kind: "user", id: userId, role: "viewer" }, address } as const;
      const detail = { left: await leftCodes(tx, userId) };
      await recordAudit(tx, ctx, { action: "use a recovery code", database: { id: null, name: "" }, detail });
      return "recovery code";
    }),
  );
}
