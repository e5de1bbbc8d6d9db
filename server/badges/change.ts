import "server-only";
import { eq } from "drizzle-orm";
import type { AuditAction } from "@/lib/audit/actions";
import type { AuditLine } from "../audit/line";
import { auditedVerb } from "../audit/verb";
import { parseId, type Context } from "../context";
import { databaseById } from "../databases/view";
import { db, type Tx } from "../store/db";
import { badges } from "../store/schema";
import { newSecret } from "../shares/token";

async function tokenOf(tx: Tx, databaseId: string): Promise<string | null> {
  const [row] = await tx
    .select({ token: badges.token })
    .from(badges)
    .where(eq(badges.databaseId, databaseId))
    .for("update");
  return row?.token ?? null;
}

/** Makes a verb of a change of a database's badge; `apply` returns the new token, null for none. */
const changing =
  (action: AuditAction, apply: (tx: Tx, databaseId: string, was: string | null) => Promise<string | null>) =>
  async (_ctx: Context, audit: AuditLine, id: unknown) => {
    const databaseId = parseId(id);
    return db().transaction(async (tx) => {
      const database = await databaseById(databaseId, tx);
      const was = await tokenOf(tx, databaseId);
      const token = await apply(tx, databaseId, was);
      if (token === was) return audit.unchanged(token);
      return audit.write(tx, { action, database }, token);
    });
  };

async function renew(tx: Tx, databaseId: string): Promise<string> {
  const token = newSecret();
  await tx
    .insert(badges)
    .values({ databaseId, token })
    .onConflictDoUpdate({ target: badges.databaseId, set: { token, createdAt: new Date() } });
  return token;
}

const switchOn = changing("switch on a badge", async (tx, id, was) => was ?? (await renew(tx, id)));
const renewed = changing("renew a badge", async (tx, id, was) => (was === null ? null : await renew(tx, id)));
const switchOff = changing("switch off a badge", async (tx, id) => {
  await tx.delete(badges).where(eq(badges.databaseId, id));
  return null;
});

/** Switches the badge of a database on. Returns its token. @throws NotAllowed, NotFound */
export const switchOnBadge = auditedVerb("admin", switchOn);

/** Gives the badge of a database another address; the old one shows nothing any more. @throws NotAllowed, NotFound */
export const renewBadge = auditedVerb("admin", renewed);

/** Switches the badge of a database off. @throws NotAllowed, NotFound */
export const switchOffBadge = auditedVerb("admin", switchOff);
