import "server-only";
import { eq } from "drizzle-orm";
import type { Context } from "../context";
import { NotSignedIn } from "../errors";
import type { Tx } from "../store/db";
import { auditEvents, user } from "../store/schema";

/** What was done to a watched database; `detail` is shown to admins as it stands, so no secret is in it. */
export type Audited = {
  /** What was done, in a stable word or two: "terminate backend". */
  action: string;
  profile: { id: string; name: string };
  detail: Record<string, unknown>;
};

/** Who acts, by the name of this moment, which stays when the account goes. */
async function author(tx: Tx, { actor }: Context): Promise<{ userId: string | null; userName: string }> {
  if (actor.kind === "system") return { userId: null, userName: "Headroom" };
  const [row] = await tx.select({ name: user.name }).from(user).where(eq(user.id, actor.id));
  if (row === undefined) throw new NotSignedIn();
  return { userId: actor.id, userName: row.name };
}

/**
 * Writes down who did what to a watched database. Rows are only ever added: no verb changes or deletes one. Returns the
 * name of who acted. @throws NotSignedIn where the account is gone
 */
export async function recordAudit(
  tx: Tx,
  ctx: Context,
  { action, profile, detail }: Audited,
): Promise<string> {
  const by = await author(tx, ctx);
  await tx
    .insert(auditEvents)
    .values({ ...by, profileId: profile.id, profileName: profile.name, action, detail });
  return by.userName;
}
