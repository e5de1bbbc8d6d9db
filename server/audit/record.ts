import "server-only";
import { eq } from "drizzle-orm";
import type { Context } from "../context";
import type { Tx } from "../store/db";
import { databases } from "../store/schema";
import { appendEvent } from "./append";
import { author, type Author } from "./author";

/** An action and its subject. `detail` is shown to people as it stands, so no secret is in it. */
export type Audited = {
  /** Action, in a stable word or two: "terminate backend". */
  action: string;
  /** The id is null where there is no database, or it has left Headroom. */
  database: { id: string | null; name: string };
  detail: Record<string, unknown>;
};

/** An action with its actor, where that is known from before. */
export type AuditedAs = Audited & {
  by: { userId: string | null; userRef: string | null; userName: string; address: string | null };
};

/** Records an action under the name that was kept of its actor. Rows are only ever added. */
export function recordAuditAs(tx: Tx, { action, database, detail, by }: AuditedAs): Promise<void> {
  return appendEvent(tx, {
    userId: by.userId,
    userRef: by.userRef,
    userName: by.userName,
    fromAddress: by.address,
    databaseId: database.id,
    profileName: database.name,
    action,
    detail,
  });
}

/**
 * Returns the database's id while it has a row, null once it has none. The row is locked before the chain is: an entry that
 * waited for it with the chain in hand would stand in the way of the transaction that holds it.
 */
async function rowOf(tx: Tx, id: string | null): Promise<string | null> {
  if (id === null) return null;
  const [row] = await tx
    .select({ id: databases.id })
    .from(databases)
    .where(eq(databases.id, id))
    .for("key share");
  return row?.id ?? null;
}

/**
 * Writes down who did what, and from where. Rows are only ever added: no verb changes or deletes one. A database that the
 * same transaction has deleted stays named by its id; so does an account, which is read `before`. Returns the name of who acted. @throws NotSignedIn where the account
 * is gone
 */
export async function recordAudit(
  tx: Tx,
  ctx: Context,
  { action, database, detail }: Audited,
  before?: Author,
): Promise<string> {
  const by = before ?? (await author(tx, ctx));
  await appendEvent(tx, {
    userId: before === undefined ? by.userId : null,
    userRef: by.tokenRef ?? by.userId,
    userName: by.userName,
    fromAddress: ctx.address ?? null,
    databaseId: await rowOf(tx, database.id),
    profileRef: database.id,
    profileName: database.name,
    action,
    detail,
  });
  return by.userName;
}
