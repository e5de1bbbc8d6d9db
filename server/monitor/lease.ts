import "server-only";
import { sql } from "drizzle-orm";
import { db } from "../store/db";

/** The time for which a lease and a looker count without renewal; the leases of a replica that is gone end before (life.ts). */
const HOLDS = sql`interval '15 seconds'`;
/** How often they are renewed, ms. */
export const BEAT_MS = 5_000;

const list = (texts: readonly string[]) => sql`${JSON.stringify(texts)}::jsonb`;
const textsOf = (texts: readonly string[]) =>
  sql`(SELECT value FROM jsonb_array_elements_text(${list(texts)}))`;
const idsOf = (ids: readonly string[]) =>
  sql`(SELECT value::uuid FROM jsonb_array_elements_text(${list(ids)}))`;

/** The leases that a replica holds, and those among them that another replica asked for. */
export type Leases = { mine: Set<string>; wanted: Set<string> };

/**
 * Takes or renews the leases of these servers for a replica, where no other holds them, and returns those that it has. Only
 * the store's clock counts. In one order for all replicas, so that no two wait for each other.
 */
export async function takeLeases(replica: string, keys: readonly string[]): Promise<Leases> {
  const { rows } = await db().execute<{ key: string; wanted: boolean }>(sql`
    INSERT INTO server_leases (key, replica, until)
    SELECT value, ${replica}::uuid, now() + ${HOLDS} FROM ${textsOf(keys)} AS keys ORDER BY value
    ON CONFLICT (key) DO UPDATE SET replica = excluded.replica, until = excluded.until,
      wanted_by = CASE WHEN server_leases.replica = excluded.replica THEN server_leases.wanted_by END
    WHERE server_leases.replica = excluded.replica OR server_leases.until < now()
    RETURNING key, wanted_by IS NOT NULL AS wanted`);
  return {
    mine: new Set(rows.map(({ key }) => key)),
    wanted: new Set(rows.filter(({ wanted }) => wanted).map(({ key }) => key)),
  };
}

/** Asks the replica that holds a lease for it. */
export async function requestLease(replica: string, key: string): Promise<void> {
  await db().execute(sql`
    UPDATE server_leases SET wanted_by = ${replica}::uuid
    WHERE key = ${key} AND replica <> ${replica}::uuid`);
}

/** Gives a lease to the replica that asked for it; one that is gone by now loses it again. */
export async function handOverLease(replica: string, key: string): Promise<void> {
  await db().execute(sql`
    UPDATE server_leases SET replica = wanted_by, until = now() + ${HOLDS}, wanted_by = NULL
    WHERE key = ${key} AND replica = ${replica}::uuid AND wanted_by IS NOT NULL`);
}

/** Gives up these leases of a replica: their servers have other keys by now, or no database that is watched. */
export async function dropLeases(replica: string, keys: readonly string[]): Promise<void> {
  if (keys.length === 0) return;
  await db().execute(sql`
    DELETE FROM server_leases WHERE replica = ${replica}::uuid AND key IN ${textsOf(keys)}`);
}

/** Gives up everything that a replica holds, so that another need not wait. */
export async function releaseLeases(replica: string): Promise<void> {
  await db().execute(sql`DELETE FROM server_leases WHERE replica = ${replica}::uuid`);
  await db().execute(sql`DELETE FROM lookers WHERE replica = ${replica}::uuid`);
}

/** Deletes the leases that ran out a day ago: every restart of a server leaves one. */
export async function pruneLeases(): Promise<void> {
  await db().execute(sql`DELETE FROM server_leases WHERE until < now() - interval '1 day'`);
}

/** Records which databases are viewed through this replica, and returns those viewed through others. */
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
