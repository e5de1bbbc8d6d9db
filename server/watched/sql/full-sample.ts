import "server-only";
import { quoteLiteral } from "@/lib/postgres/identifier";
import { commonQueries, type Queries, type SampleNames, type SampleSight } from "./sample-common";

const msSince = (time: string): string =>
  `greatest(extract(epoch FROM clock_timestamp() - ${time}) * 1000, 0)::float8`;

/** When the backend that reads Electric's slot began; no row where none reads it, and NULL where this role may not see it. */
const electricStarted = (slot: string): string => `
  SELECT e.backend_start FROM pg_stat_get_activity(coalesce((
    SELECT s.active_pid FROM pg_get_replication_slots() s WHERE s.slot_name = ${quoteLiteral(slot)}), 0)) e`;

/**
 * All backends, those alike together, straight from the function: the view joins every role and every database to it. Only
 * backends that this role may see have a type, a state and a start. `before` counts those that were there before Electric's
 * walsender.
 */
const activity = (started: string): string => `
SELECT g.usesysid AS "roleOid", g.datid AS "databaseOid", pg_get_userbyid(g.usesysid)::text AS role,
       g.application_name AS "applicationName", host(g.client_addr) AS address, g.state, g.backend_type AS type,
       g.count, g.own, g.before,
       CASE WHEN g.transaction IS NOT NULL THEN ${msSince("g.transaction")} END AS "oldestTransactionMs",
       CASE WHEN g.state LIKE 'idle%' THEN ${msSince("g.change")} END AS "longestIdleMs"
FROM (
  SELECT a.usesysid, a.datid, a.application_name, a.client_addr, a.state, a.backend_type,
         count(*)::int AS count,
         bool_or(a.pid = pg_backend_pid()) AS own,
         min(a.xact_start) FILTER (WHERE a.pid <> pg_backend_pid()) AS transaction,
         min(a.state_change) AS change,
         count(*) FILTER (WHERE a.backend_start < (${started}))::int AS before
  FROM pg_stat_get_activity(NULL) a
  GROUP BY 1, 2, 3, 4, 5, 6
) g`;

/**
 * Electric's advisory lock: pg_advisory_lock(hashtext(slot)), a bigint key that the lock table shows in two halves. It is
 * taken on a replication connection (Electric 1.7.12, postgres/replication_client.ex 160-180): where there is no walsender
 * nobody holds it or waits for it, and the lock table, which costs the more the larger max_connections is, is not read.
 */
const lock = (slot: string): string => `
SELECT l.pid, l.granted, l.database AS "databaseOid"
FROM pg_lock_status() l
WHERE EXISTS (SELECT FROM pg_stat_get_wal_senders())
  AND l.locktype = 'advisory' AND l.objsubid = 1
  AND (l.classid::bigint << 32 | l.objid::bigint) = hashtext(${quoteLiteral(slot)})::bigint`;

/**
 * Every database's name and, where the version counts them, the sessions that it ever had. Not from the view
 * pg_stat_database: it goes through all backends once per database, 1 ms at 1,000 of them.
 */
const databases = (sessions: boolean): string => `
SELECT d.oid, d.datname::text AS name, ${sessions ? "pg_stat_get_db_sessions(d.oid)::float8" : "NULL::float8"} AS sessions
FROM pg_database d`;

/** The full depth. */
export const fullSample = (names: SampleNames, sees: SampleSight): Queries => ({
  ...commonQueries(names, sees),
  databases: databases(sees.sessions),
  ...(sees.activity
    ? { activity: activity(sees.slots ? electricStarted(names.slot) : "NULL::timestamptz") }
    : {}),
  ...(sees.locks && sees.activity ? { lock: lock(names.slot) } : {}),
});
