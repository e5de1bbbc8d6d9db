import "server-only";
import { and, desc, isNull } from "drizzle-orm";
import type { Invitation } from "@/lib/accounts/link-state";
import { readOnlyVerb } from "../../audit/verb";
import { db } from "../../store/db";
import { invitations } from "../../store/schema";
import { invitationStateOf, selectInvitations } from "./state";

/** Returns the invitations that are open or have expired, the newest first; none that was used or revoked. */
export const listInvitations = readOnlyVerb("admin", async (): Promise<Invitation[]> => {
  const rows = await selectInvitations(db())
    .where(and(isNull(invitations.usedAt), isNull(invitations.revokedAt)))
    .orderBy(desc(invitations.createdAt));
  const now = new Date();
  return rows.flatMap((row) => {
    const state = invitationStateOf(row, now);
    if (state !== "open" && state !== "expired") return [];
    const { id, role, groups, email, invitedBy, expiresAt } = row;
    return [{ id, role, groups, email, invitedBy, expiresAt: expiresAt.toISOString(), state }];
  });
});
