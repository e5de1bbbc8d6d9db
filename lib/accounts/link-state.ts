import type { Role } from "./roles";

/** The state of a link that works once. */
export type LinkState = "open" | "used" | "expired" | "revoked";

type Times = { usedAt: Date | null; revokedAt?: Date | null; expiresAt: Date };

/** Returns the state of a link: an act on it comes before its time. */
export function linkStateOf({ usedAt, revokedAt, expiresAt }: Times, now: Date): LinkState {
  if (usedAt !== null) return "used";
  if (revokedAt) return "revoked";
  return expiresAt <= now ? "expired" : "open";
}

type Closed = Exclude<LinkState, "open"> | "unknown";
export type LinkText = { title: string; says: string };

/** The text for each invitation that lets no person in. One that is guessed has no text of its own. */
export const INVITATION_CLOSED: Record<Closed, LinkText> = {
  unknown: {
    title: "This invitation is not valid",
    says: "The link is incomplete, or was replaced. Open it again as it was sent, or ask an admin for a new one.",
  },
  used: {
    title: "This invitation was used",
    says: "A link works once. Sign in with the account that it made, or ask an admin for a new one.",
  },
  expired: { title: "This invitation has expired", says: "Ask an admin for a new one." },
  revoked: { title: "This invitation was revoked", says: "Ask an admin for a new one." },
};

/** The text for each link that sets no password any more. */
export const RESET_CLOSED: Record<Closed, LinkText> = {
  unknown: {
    title: "This link is not valid",
    says: "It is incomplete, or a newer one replaced it. Open the newest link, or ask for another.",
  },
  used: { title: "This link was used", says: "It sets a password once. Sign in, or ask for another link." },
  expired: { title: "This link has expired", says: "Ask for another one." },
  revoked: { title: "This link was revoked", says: "Ask an admin for another one." },
};

/** An invitation as the page of the person who opens it has it. */
export type OpenInvitation = { invitedBy: string; role: Role; email: string | null };

/** An invitation as admins see it. */
export type Invitation = {
  id: string;
  role: Role;
  groups: string[];
  email: string | null;
  invitedBy: string;
  expiresAt: string;
  state: "open" | "expired";
};
