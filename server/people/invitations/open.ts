import "server-only";
import { eq } from "drizzle-orm";
import { INVITATION_CLOSED, type LinkText, type OpenInvitation } from "@/lib/accounts/link-state";
import { hashSecret, isLinkToken } from "../../auth/link-token";
import { limitedLinks } from "../../auth/limits";
import { db } from "../../store/db";
import { invitations } from "../../store/schema";
import { invitationStateOf, selectInvitations } from "./state";

/**
 * Returns the id of the invitation that a link's token belongs to, in whatever state it is; null for a token of none. The invitation
 * stays unused: a program that looks at links before a person does would use it up. @throws TooMany
 */
export const findInvitation = (token: string, address: string): Promise<string | null> =>
  limitedLinks(address, async () => {
    if (!isLinkToken(token)) return null;
    const [row] = await db()
      .select({ id: invitations.id })
      .from(invitations)
      .where(eq(invitations.tokenHash, hashSecret(token)));
    return row?.id ?? null;
  });

/** Returns an invitation for the page of the person who opened its link, or the text why it lets no person in. */
export async function openInvitation(id: string | null): Promise<OpenInvitation | LinkText> {
  if (id === null) return INVITATION_CLOSED.unknown;
  const [row] = await selectInvitations(db()).where(eq(invitations.id, id));
  if (row === undefined) return INVITATION_CLOSED.unknown;
  const state = invitationStateOf(row, new Date());
  if (state !== "open") return INVITATION_CLOSED[state];
  return { invitedBy: row.invitedBy, role: row.role, email: row.email };
}
