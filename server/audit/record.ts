import "server-only";
import type { Context } from "../context";
import type { Tx } from "../store/db";
import { appendEvent } from "./append";
import { author } from "./author";

/** What was done to a watched database; `detail` is shown to people as it stands, so no secret is in it. */
export type Audited = {
  /** What was done, in a stable word or two: "terminate backend". */
  action: string;
  /** The id is null where the database has left Headroom. */
  profile: { id: string | null; name: string };
  detail: Record<string, unknown>;
};

/** Who did it, where that is known from before. */
export type AuditedAs = Audited & {
  by: { userId: string | null; userName: string; address: string | null };
};

/** Writes down what somebody did, by the name that was kept of them. Rows are only ever added. */
export function recordAuditAs(tx: Tx, { action, profile, detail, by }: AuditedAs): Promise<void> {
  return appendEvent(tx, {
    userId: by.userId,
    userName: by.userName,
    fromAddress: by.address,
    profileId: profile.id,
    profileName: profile.name,
    action,
    detail,
  });
}

/**
 * Writes down who did what to a watched database, and from where. Rows are only ever added: no verb changes or deletes
 * one. Returns the name of who acted. @throws NotSignedIn where the account is gone
 */
export async function recordAudit(tx: Tx, ctx: Context, audited: Audited): Promise<string> {
  const by = await author(tx, ctx);
  await recordAuditAs(tx, { ...audited, by: { ...by, address: ctx.address ?? null } });
  return by.userName;
}
