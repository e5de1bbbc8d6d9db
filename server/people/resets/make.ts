import "server-only";
import { and, eq, gt, isNull } from "drizzle-orm";
import { passwordRenewalSchema } from "@/lib/accounts/account";
import type { AuditLine } from "../../audit/line";
import { auditedVerb } from "../../audit/verb";
import { makeLinkToken } from "../../auth/link-token";
import { parse, type Context } from "../../context";
import { NotAllowed } from "../../errors";
import { db, type Tx } from "../../store/db";
import { passwordResets } from "../../store/schema";
import { accountOf } from "../account-of";
import { confirmSelf } from "../confirm-self";

/** How long an admin's link works, h. */
export const LINK_HOURS = 24;
const HOUR_MS = 3_600_000;

/**
 * Keeps a link for a new password and returns its path. Open ones that the person was given before have expired then; one that was asked
 * for by mail leaves an admin's as it is, because a stranger can ask for it.
 */
export async function insertReset(
  tx: Tx,
  { userId, madeBy, hours }: { userId: string; madeBy: string | null; hours: number },
): Promise<string> {
  const { token, tokenHash } = makeLinkToken();
  const now = new Date();
  const replaced = madeBy === null ? isNull(passwordResets.madeBy) : undefined;
  await tx
    .update(passwordResets)
    .set({ expiresAt: now })
    .where(
      and(
        eq(passwordResets.userId, userId),
        isNull(passwordResets.usedAt),
        gt(passwordResets.expiresAt, now),
        replaced,
      ),
    );
  const expiresAt = new Date(Date.now() + hours * HOUR_MS);
  await tx.insert(passwordResets).values({ tokenHash, userId, madeBy, expiresAt });
  return `/reset/${token}`;
}

async function make(ctx: Context, audit: AuditLine, input: unknown) {
  const { id, ownPassword } = parse(passwordRenewalSchema, input);
  if (ctx.actor.kind !== "user") throw new NotAllowed("A link for a new password is made by a person.");
  const madeBy = ctx.actor.id;
  await confirmSelf(ctx, audit, ownPassword);
  return db().transaction(async (tx) => {
    const of = await accountOf(tx, id);
    const path = await insertReset(tx, { userId: id, madeBy, hours: LINK_HOURS });
    return audit.write(tx, { action: "make a reset link", detail: { ...of } }, { path });
  });
}

/**
 * Makes a link with which a person sets a new password once within 24 h, and returns its path, which is shown once. The present password
 * and sessions stay until then.
 * @throws NotAllowed for a member, NotFound, BadInput for a wrong own password, TooMany
 */
export const makeResetLink = auditedVerb("admin", make);
