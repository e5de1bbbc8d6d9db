import "server-only";
import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { INVITATION_CLOSED, type LinkText } from "@/lib/accounts/link-state";
import { acceptanceSchema } from "@/lib/accounts/invitation";
import { recordAudit } from "../../audit/record";
import { insertPassword } from "../../auth/credential";
import { hashPassword } from "../../auth/hashing";
import { parse } from "../../context";
import { BadInput, Conflict } from "../../errors";
import { db, type Tx } from "../../store/db";
import { invitations, user } from "../../store/schema";
import { requireStrongPassword } from "../../auth/strong-password";
import { invitationStateOf, selectInvitations, type InvitationRow } from "./state";

const closed = ({ title, says }: LinkText) => new Conflict(`${title}. ${says}`);

/** Returns the invitation while it is open, locked until the commit where `lock` says so. @throws Conflict */
async function requireOpen(tx: Tx, id: string | null, lock = false): Promise<InvitationRow> {
  if (id === null) throw closed(INVITATION_CLOSED.unknown);
  const query = selectInvitations(tx).where(eq(invitations.id, id));
  const [row] = lock ? await query.for("update", { of: invitations }) : await query;
  if (row === undefined) throw closed(INVITATION_CLOSED.unknown);
  const state = invitationStateOf(row, new Date());
  if (state !== "open") throw closed(INVITATION_CLOSED[state]);
  return row;
}

/**
 * Makes the account of a person who was invited, once however many answer at the same moment, and returns its id. The invitation is
 * looked at before anything costs something.
 * @throws Conflict with the invitation's text where it is not open, BadInput, TooMany
 */
export async function acceptInvitation(id: string | null, input: unknown, address: string): Promise<string> {
  const invited = await requireOpen(db(), id);
  const { name, email, password } = parse(
    acceptanceSchema,
    invited.email === null || typeof input !== "object" ? input : { ...input, email: invited.email },
  );
  await requireStrongPassword(password, { name, email });
  const hash = await hashPassword(address, password);
  return db().transaction(async (tx) => {
    const { role, groups } = await requireOpen(tx, id, true);
    const userId = randomUUID();
    const made = await tx
      .insert(user)
      .values({ id: userId, name, email, role, groups })
      .onConflictDoNothing()
      .returning({ id: user.id });
    if (made.length === 0)
      throw new BadInput("This address has an account.", {
        email: "There is an account with this address. Sign in with it, or use another address.",
      });
    await insertPassword(tx, userId, hash);
    await tx.update(invitations).set({ usedAt: new Date() }).where(eq(invitations.id, invited.id));
    const ctx = { actor: { kind: "user", id: userId, role }, address } as const;
    const detail = { email, role, groups: groups.join(", "), invitedBy: invited.invitedBy };
    await recordAudit(tx, ctx, { action: "accept an invitation", database: { id: null, name: "" }, detail });
    return userId;
  });
}
