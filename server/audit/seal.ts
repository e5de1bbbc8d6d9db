import "server-only";
import { asc, eq, isNull, sql } from "drizzle-orm";
import { db, type Tx } from "../store/db";
import { auditEvents } from "../store/schema";
import { endOfChain, hashOf } from "./append";

/** Ties entries that an older version wrote into the chain, at its end, in their order. */
async function sealOld(tx: Tx): Promise<void> {
  let { position, previousHash } = await endOfChain(tx);
  const old = await tx
    .select()
    .from(auditEvents)
    .where(isNull(auditEvents.position))
    .orderBy(asc(auditEvents.id));
  // An earlier start took this right away from a role that is no superuser.
  if (old.length > 0) await tx.execute(sql`GRANT UPDATE ON audit_events TO CURRENT_USER`);
  for (const row of old) {
    const refs = { userRef: row.userId, profileRef: row.databaseId };
    const hash = hashOf({ ...row, ...refs }, previousHash);
    await tx
      .update(auditEvents)
      .set({ ...refs, position, previousHash, hash })
      .where(eq(auditEvents.id, row.id));
    previousHash = hash;
    position += 1;
  }
}

/**
 * Takes from our own role in the store what would change or delete an entry, but for the ids that go with an account or a
 * database. A superuser is bound by no privileges; for one the trigger is what there is (docs/security.md).
 */
async function giveUpRights(tx: Tx): Promise<void> {
  await tx.execute(sql`REVOKE UPDATE, DELETE, TRUNCATE ON audit_events FROM CURRENT_USER`);
  await tx.execute(sql`GRANT UPDATE (user_id, profile_id) ON audit_events TO CURRENT_USER`);
}

/**
 * Makes the audit log what it promises to be, at every start: in one chain, and open at its end only. Under the chain's
 * lock, so that replicas that start together do it one after the other.
 */
export async function sealAudit(): Promise<void> {
  await db().transaction(async (tx) => {
    await sealOld(tx);
    await giveUpRights(tx);
  });
}
