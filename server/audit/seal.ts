import "server-only";
import { asc, eq, isNull, sql } from "drizzle-orm";
import { db } from "../store/db";
import { auditEvents } from "../store/schema";
import { endOfChain, hashOf } from "./append";

/** Ties entries from before the chain into it, once, in their order. */
async function sealOld(): Promise<void> {
  await db().transaction(async (tx) => {
    const old = await tx
      .select()
      .from(auditEvents)
      .where(isNull(auditEvents.hash))
      .orderBy(asc(auditEvents.id));
    if (old.length === 0) return;
    let previousHash = await endOfChain(tx);
    for (const row of old) {
      const refs = { userRef: row.userId, profileRef: row.profileId };
      const hash = hashOf({ ...row, ...refs }, previousHash);
      await tx
        .update(auditEvents)
        .set({ ...refs, previousHash, hash })
        .where(eq(auditEvents.id, row.id));
      previousHash = hash;
    }
  });
}

/**
 * Takes from our own role in the store what would change or delete an entry, but for the ids that go with an account or a
 * database. A superuser is bound by no privileges; for one the trigger is what there is (docs/security.md).
 */
async function giveUpRights(): Promise<void> {
  await db().execute(sql`REVOKE UPDATE, DELETE, TRUNCATE ON audit_events FROM CURRENT_USER`);
  await db().execute(sql`GRANT UPDATE (user_id, profile_id) ON audit_events TO CURRENT_USER`);
}

/** Makes the audit log what it promises to be, at every start: in one chain, and open at its end only. */
export async function sealAudit(): Promise<void> {
  await sealOld();
  await giveUpRights();
}
