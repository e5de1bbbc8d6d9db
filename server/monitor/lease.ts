import "server-only";
import { sql } from "drizzle-orm";
import { db } from "../store/db";

/** How long a lease holds and a looker counts when nobody renews them. */
const HOLDS = sql`interval '15 seconds'`;
/** How often they are renewed, ms. */
export const BEAT_MS = 5_000;

const list = (ids: readonly string[]) => sql`${JSON.stringify(ids)}::jsonb`;
const idsOf = (ids: readonly string[]) =>
  sql`(SELECT value::uuid FROM jsonb_array_elements_text(${list(ids)}))`;

/**
 * Takes or renews the leases of these databases for a replica, where no other holds them, and returns those that it has.
 * Only the store's clock counts. In one order for all replicas, so that no two wait for each other.
 */
export async function takeLeases(replica: string, ids: readonly string[]): Promise<Set<string>> {
  const { rows } = await db().execute<{ profile_id: string }>(sql`
    INSERT INTO leases (profile_id, replica, until)
    SELECT id, ${replica}::uuid, now() + ${HOLDS} FROM profiles
    WHERE id IN ${idsOf(ids)} ORDER BY id
    ON CONFLICT (profile_id) DO UPDATE SET replica = excluded.replica, until = excluded.until
    WHERE leases.replica = excluded.replica OR leases.until < now()
    RETURNING profile_id`);
  return new Set(rows.map(({ profile_id }) => profile_id));
}

/** Gives up everything that a replica holds, so that another need not wait. */
export async function releaseLeases(replica: string): Promise<void> {
  await db().execute(sql`DELETE FROM leases WHERE replica = ${replica}::uuid`);
  await db().execute(sql`DELETE FROM lookers WHERE replica = ${replica}::uuid`);
}

/** Says which databases somebody looks at through this replica, and returns those looked at through others. */
export async function tellLooked(replica: string, ids: readonly string[]): Promise<Set<string>> {
  await db().execute(sql`
    DELETE FROM lookers WHERE (replica = ${replica}::uuid AND profile_id NOT IN ${idsOf(ids)}) OR until < now()`);
  await db().execute(sql`
    INSERT INTO lookers (profile_id, replica, until)
    SELECT id, ${replica}::uuid, now() + ${HOLDS} FROM profiles WHERE id IN ${idsOf(ids)} ORDER BY id
    ON CONFLICT (profile_id, replica) DO UPDATE SET until = excluded.until`);
  const { rows } = await db().execute<{ profile_id: string }>(sql`
    SELECT DISTINCT profile_id FROM lookers WHERE replica <> ${replica}::uuid AND until > now()`);
  return new Set(rows.map(({ profile_id }) => profile_id));
}
