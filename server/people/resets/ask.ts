import "server-only";
import { and, eq, gt, isNull, sql } from "drizzle-orm";
import { resetMail } from "@/lib/accounts/mails";
import { recordAudit } from "../../audit/record";
import { passwordHashOf } from "../../auth/credential";
import { publicUrl } from "../../http/origin";
import { sendMail } from "../../mail/send";
import { db, type Tx } from "../../store/db";
import { passwordResets, user } from "../../store/schema";
import { insertReset } from "./make";

/** How long a link that was asked for by mail works, h. */
const MAILED_HOURS = 1;
/** Mails to one account within that time: more would only fill a mailbox that another person does not like. */
const MOST_MAILS = 3;

type Send = typeof sendMail;

/** Returns how many mails an account got in the last hour; those that are asked for meanwhile wait for the transaction. */
async function mailsOf(tx: Tx, userId: string): Promise<number> {
  await tx.select({ id: user.id }).from(user).where(eq(user.id, userId)).for("no key update");
  const since = sql`now() - interval '1 hour' * ${MAILED_HOURS}`;
  const mailed = await tx
    .select({ id: passwordResets.id })
    .from(passwordResets)
    .where(
      and(
        eq(passwordResets.userId, userId),
        isNull(passwordResets.madeBy),
        gt(passwordResets.createdAt, since),
      ),
    );
  return mailed.length;
}

/**
 * Mails a link for a new password to the account with this address, where there is one with a password. The caller answers before this
 * begins, so that neither words nor time tell whether there is. A person without a password signs in by the provider: a mail would be a
 * way in that the provider cannot close.
 * @throws MailNotSent
 */
export async function mailResetLink(email: string, address: string, send: Send = sendMail): Promise<void> {
  const [person] = await db()
    .select({ id: user.id, name: user.name, email: user.email, role: user.role })
    .from(user)
    .where(eq(user.email, email));
  if (person === undefined || (await passwordHashOf(person.id)) === null) return;
  const { id, role } = person;
  const path = await db().transaction(async (tx) => {
    if ((await mailsOf(tx, id)) >= MOST_MAILS) return null;
    const ctx = { actor: { kind: "user", id, role }, address } as const;
    const detail = { email };
    await recordAudit(tx, ctx, { action: "mail a reset link", database: { id: null, name: "" }, detail });
    return insertReset(tx, { userId: id, madeBy: null, hours: MAILED_HOURS });
  });
  if (path !== null)
    await send({ to: person.email, ...resetMail(new URL(path, publicUrl()).href, person.name) });
}
