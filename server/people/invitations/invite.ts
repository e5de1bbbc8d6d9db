import "server-only";
import { eq, lt } from "drizzle-orm";
import { invitationSchema } from "@/lib/accounts/invitation";
import type { AuditLine } from "../../audit/line";
import { auditedVerb } from "../../audit/verb";
import { makeLinkToken } from "../../auth/link-token";
import { parse, type Context } from "../../context";
import { BadInput, NotAllowed } from "../../errors";
import { db } from "../../store/db";
import { invitations, user } from "../../store/schema";
import { confirmSelf } from "../confirm-self";
import { mailInvitation } from "./mail";

const DAY_MS = 86_400_000;
/** How long an invitation that is over is kept, days; the audit log has it for good. */
const KEPT_DAYS = 90;

/** The path of the link, and a sentence about its mail where one was to be sent. */
export type MadeInvitation = { path: string; mail?: string };

/** Refuses the address of a person who has an account: the link could not be accepted. @throws BadInput */
async function requireFree(email: string): Promise<void> {
  const [taken] = await db().select({ id: user.id }).from(user).where(eq(user.email, email));
  if (taken !== undefined)
    throw new BadInput("This person is here already.", { email: "There is an account with this address." });
}

async function invite(ctx: Context, audit: AuditLine, input: unknown) {
  const { role, groups, email, days, ownPassword } = parse(invitationSchema, input);
  if (ctx.actor.kind !== "user") throw new NotAllowed("An invitation is made by a person.");
  if (role === "admin") await confirmSelf(ctx, audit, ownPassword);
  if (email !== "") await requireFree(email);
  const { token, tokenHash } = makeLinkToken();
  const now = Date.now();
  const row = {
    tokenHash,
    role,
    groups: role === "admin" ? [] : [...new Set(groups)],
    email: email === "" ? null : email,
    invitedBy: ctx.actor.id,
    expiresAt: new Date(now + days * DAY_MS),
  };
  const made: MadeInvitation = { path: `/invite/${token}` };
  const audited = await db().transaction(async (tx) => {
    await tx.delete(invitations).where(lt(invitations.expiresAt, new Date(now - KEPT_DAYS * DAY_MS)));
    await tx.insert(invitations).values(row);
    const detail = { role, groups: row.groups.join(", "), email: row.email, days };
    return audit.write(tx, { action: "invite a person", detail }, made);
  });
  if (row.email === null) return audited;
  const [inviter] = await db().select({ name: user.name }).from(user).where(eq(user.id, row.invitedBy));
  const mail = await mailInvitation({
    ...made,
    email: row.email,
    invitedBy: inviter?.name ?? "An admin",
    days,
  });
  if (mail !== undefined) made.mail = mail;
  return audited;
}

/**
 * Makes an invitation and returns the path of its link, which is shown once: the store has the hash of its token. It is mailed where it
 * names an address and a mail server is set. An admin's needs the own password of the actor again.
 * @throws NotAllowed for a member, BadInput for an address that has an account or a wrong own password, TooMany
 */
export const invitePerson = auditedVerb("admin", invite);
