import "server-only";
import { eq } from "drizzle-orm";
import { linkStateOf, type LinkState } from "@/lib/accounts/link-state";
import type { Tx } from "../../store/db";
import { invitations, user } from "../../store/schema";

const columns = {
  id: invitations.id,
  role: invitations.role,
  groups: invitations.groups,
  email: invitations.email,
  expiresAt: invitations.expiresAt,
  usedAt: invitations.usedAt,
  revokedAt: invitations.revokedAt,
  invitedBy: user.name,
  inviterRole: user.role,
};

/** Returns the invitations with the name and the role of the admin who made each; narrowed by the caller. */
export const selectInvitations = (tx: Tx) =>
  tx.select(columns).from(invitations).innerJoin(user, eq(user.id, invitations.invitedBy)).$dynamic();

export type InvitationRow = Awaited<ReturnType<typeof selectInvitations>>[number];

/**
 * Returns the state of an invitation. One whose author is no admin any more counts as revoked: else a link that was kept would bring
 * back rights that were taken away.
 */
export function invitationStateOf(row: InvitationRow, now: Date): LinkState {
  const state = linkStateOf(row, now);
  return state === "open" && row.inviterRole !== "admin" ? "revoked" : state;
}
