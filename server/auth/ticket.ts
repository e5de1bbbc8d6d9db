import "server-only";
import { createHmac } from "node:crypto";
import { z } from "zod";
import { sessionSecret } from "../secrets/keys";
import { isSameText } from "../secrets/same-text";

/** Uses of a ticket: answer an invitation, set a new password, give the second factor of a sign-in. */
export type TicketKind = "invitation" | "reset" | "second-factor";

const payloadSchema = z.tuple([z.string(), z.string(), z.number()]);

const signatureOf = (payload: string): string =>
  createHmac("sha256", sessionSecret()).update(`ticket ${payload}`).digest("base64url");

/**
 * Returns a signed statement about a subject for the cookie of one browser. It keeps no row in the store, so that a link preview which
 * opens a link a hundred times changes nothing. What it refers to is read again when it is used.
 */
export function sealTicket(kind: TicketKind, subject: string, seconds: number, now = Date.now()): string {
  const payload = Buffer.from(JSON.stringify([kind, subject, now + seconds * 1000])).toString("base64url");
  return `${payload}.${signatureOf(payload)}`;
}

function parsePayload(payload: string): z.infer<typeof payloadSchema> {
  return payloadSchema.parse(JSON.parse(Buffer.from(payload, "base64url").toString("utf8")));
}

/** Returns the subject of a ticket of this kind; null for one that is absent, forged, of another kind, or too old. */
export function openTicket(kind: TicketKind, ticket: string | undefined, now = Date.now()): string | null {
  const [payload = "", signature = "", ...rest] = (ticket ?? "").split(".");
  if (rest.length > 0 || !isSameText(signature, signatureOf(payload))) return null;
  const [itsKind, subject, until] = parsePayload(payload);
  return itsKind === kind && until > now ? subject : null;
}
