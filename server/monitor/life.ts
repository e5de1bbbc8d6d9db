import "server-only";
import { sql, type SQL } from "drizzle-orm";
import { db } from "../store/db";

/** The time without a sign of life after which a replica counts as gone, ms. */
export const ALIVE_MS = 2_500;
/** How often a replica gives one, ms: two may come late. */
export const LIFE_EVERY_MS = 750;

const ALIVE = sql`interval '1 ms' * ${ALIVE_MS}::float8`;

/**
 * The session of a replica on the store, which ends in the moment in which its process is killed. One whose start this
 * login may not see counts as there.
 */
const HAS_SESSION = (replica: SQL) => sql`EXISTS (
  SELECT FROM pg_stat_activity AS session
  WHERE session.pid = ${replica}.wire_pid AND coalesce(session.backend_start = ${replica}.wire_since, true))`;

/**
 * Gives a replica's sign of life, and frees the leases of those that give none or whose session is gone; returns whether it
 * freed any. Only the store's clock counts. A replica whose own signs or session had a gap frees nothing before they were there
 * for a while: after a store was away, all are late alike. One that gives no signs, because it is of an older version, keeps its leases
 * until they run out.
 */
export async function giveSignOfLife(replica: string): Promise<boolean> {
  const { rows } = await db().execute(sql`
    WITH own AS (
      INSERT INTO replicas (id, since, until) VALUES (${replica}::uuid, now(), now() + ${ALIVE})
      ON CONFLICT (id) DO UPDATE SET until = excluded.until,
        since = CASE WHEN replicas.until < now() THEN excluded.since ELSE replicas.since END
      RETURNING since, coalesce(wire_since < now() - ${ALIVE}, false) AS hears
    ), free AS (
      SELECT lease.key FROM own, server_leases AS lease JOIN replicas AS gone ON gone.id = lease.replica
      WHERE own.since < now() - ${ALIVE} AND gone.id <> ${replica}::uuid AND lease.until > now()
        AND (gone.until < now() OR (own.hears AND gone.wire_pid IS NOT NULL AND NOT ${HAS_SESSION(sql`gone`)}))
      FOR UPDATE OF lease SKIP LOCKED
    )
    UPDATE server_leases SET until = now() - interval '1 second' FROM free WHERE server_leases.key = free.key
    RETURNING server_leases.key`);
  return rows.length > 0;
}

/** Tells that the session of a replica is gone and its process is not: it lives by its signs alone until it has another one. */
export async function outliveSession(replica: string): Promise<void> {
  await db().execute(sql`
    UPDATE replicas SET wire_pid = NULL, wire_since = NULL
    WHERE id = ${replica}::uuid AND NOT ${HAS_SESSION(sql`replicas`)}`);
}

/** Takes a replica's sign of life back: it ends. */
export async function endLife(replica: string): Promise<void> {
  await db().execute(sql`DELETE FROM replicas WHERE id = ${replica}::uuid`);
}

/** Deletes the replicas that have been gone for a day. */
export async function pruneReplicas(): Promise<void> {
  await db().execute(sql`DELETE FROM replicas WHERE until < now() - interval '1 day'`);
}
