import "server-only";
import { eq } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { linkStateOf, RESET_CLOSED, type LinkState, type LinkText } from "@/lib/accounts/link-state";
import { hashSecret, isLinkToken } from "../../auth/link-token";
import { limitedLinks } from "../../auth/limits";
import { hasSecondFactor } from "../../auth/second-factor/judge";
import { db, type Tx } from "../../store/db";
import { passwordResets, user } from "../../store/schema";

const maker = alias(user, "maker");

/** Returns links for a new password with their person and the role of the admin who made each; narrowed by the caller. */
export const selectResets = (tx: Tx) =>
  tx
    .select({
      id: passwordResets.id,
      userId: passwordResets.userId,
      name: user.name,
      email: user.email,
      role: user.role,
      usedAt: passwordResets.usedAt,
      expiresAt: passwordResets.expiresAt,
      madeBy: passwordResets.madeBy,
      makerRole: maker.role,
    })
    .from(passwordResets)
    .innerJoin(user, eq(user.id, passwordResets.userId))
    .leftJoin(maker, eq(maker.id, passwordResets.madeBy))
    .$dynamic();

export type ResetRow = Awaited<ReturnType<typeof selectResets>>[number];

/** Returns the state of a link; one whose author is no admin any more counts as revoked. */
export function resetStateOf(row: ResetRow, now: Date): LinkState {
  const state = linkStateOf(row, now);
  return state === "open" && row.madeBy !== null && row.makerRole !== "admin" ? "revoked" : state;
}

/** Returns the id of the link that a token belongs to, in whatever state it is; null for a token of none. @throws TooMany */
export const findReset = (token: string, address: string): Promise<string | null> =>
  limitedLinks(address, async () => {
    if (!isLinkToken(token)) return null;
    const [row] = await db()
      .select({ id: passwordResets.id })
      .from(passwordResets)
      .where(eq(passwordResets.tokenHash, hashSecret(token)));
    return row?.id ?? null;
  });

/** Returns the person of a link for the page that sets the password, or the text why it sets none any more. */
export async function openReset(id: string | null): Promise<{ email: string; asksCode: boolean } | LinkText> {
  if (id === null) return RESET_CLOSED.unknown;
  const [row] = await selectResets(db()).where(eq(passwordResets.id, id));
  if (row === undefined) return RESET_CLOSED.unknown;
  const state = resetStateOf(row, new Date());
  if (state !== "open") return RESET_CLOSED[state];
  return { email: row.email, asksCode: await hasSecondFactor(row.userId) };
}
