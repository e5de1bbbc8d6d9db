import "server-only";
import { quoteLiteral } from "@/lib/postgres/identifier";
import { commonQueries, type Queries, type SampleNames, type SampleSight } from "./sample-common";

const msSince = (time: string): string =>
  `greatest(extract(epoch FROM clock_timestamp() - ${time}) * 1000, 0)::float8`;

/**
 * All backends, those alike together, straight from the function: the view joins every role and every database to it. Only
 * backends that this role may see have a type, a state and a start. `before` counts those that were there before the
 * backend that reads Electric's slot.
 */
const activity = (slot: string): string => `
WITH electric AS MATERIALIZED (
  SELECT e.backend_start AS at
  FROM pg_get_replication_slots() s, LATERAL pg_stat_get_activity(s.active_pid) e
  WHERE s.slot_name = ${quoteLiteral(slot)} AND s.active_pid IS NOT NULL
)
SELECT pg_get_userbyid(g.usesysid)::text AS role,
       (SELECT d.datname::text FROM pg_database d WHERE d.oid = g.datid) AS database,
       g.application_name AS "applicationName", host(g.client_addr) AS address, g.state, g.backend_type AS type,
       g.sends, g.count, g.own, g.before,
       CASE WHEN g.transaction IS NOT NULL THEN ${msSince("g.transaction")} END AS "oldestTransactionMs",
       CASE WHEN g.state LIKE 'idle%' THEN ${msSince("g.change")} END AS "longestIdleMs"
FROM (
  SELECT a.usesysid, a.datid, a.application_name, a.client_addr, a.state, a.backend_type,
         a.pid = ANY (ARRAY(SELECT w.pid FROM pg_stat_get_wal_senders() w)) AS sends,
         count(*)::int AS count,
         bool_or(a.pid = pg_backend_pid()) AS own,
         min(a.xact_start) FILTER (WHERE a.pid <> pg_backend_pid()) AS transaction,
         min(a.state_change) AS change,
         CASE WHEN (SELECT at FROM electric) IS NOT NULL AND count(a.backend_start) = count(*)
              THEN count(*) FILTER (WHERE a.backend_start < (SELECT at FROM electric))::int END AS before
  FROM pg_stat_get_activity(NULL) a
  GROUP BY 1, 2, 3, 4, 5, 6, 7
) g`;

/**
 * Electric's advisory lock: pg_advisory_lock(hashtext(slot)), a bigint key that the lock table shows in two halves. It is
 * taken on a replication connection (Electric 1.7.12, postgres/replication_client.ex 160-180): where there is no walsender
 * nobody holds it or waits for it, and the lock table, which costs the more the larger max_connections is, is not read.
 */
const lock = (slot: string): string => `
SELECT l.pid, l.granted, pg_get_userbyid(a.usesysid)::text AS role
FROM pg_lock_status() l LEFT JOIN LATERAL pg_stat_get_activity(l.pid) a ON true
WHERE EXISTS (SELECT FROM pg_stat_get_wal_senders())
  AND l.locktype = 'advisory' AND l.objsubid = 1
  AND l.database = (SELECT d.oid FROM pg_database d WHERE d.datname = current_database())
  AND (l.classid::bigint << 32 | l.objid::bigint) = hashtext(${quoteLiteral(slot)})::bigint
ORDER BY l.pid`;

/** Not from the view pg_stat_database: it goes through all backends once per database, 1 ms at 1,000 of them. */
const SESSIONS = `
SELECT sum(pg_stat_get_db_sessions(d.oid))::float8 AS opened FROM pg_database d`;

/** The full depth. */
export const fullSample = (names: SampleNames, sees: SampleSight): Queries => ({
  ...commonQueries(names, sees),
  ...(sees.activity ? { activity: activity(names.slot) } : {}),
  ...(sees.locks && sees.activity ? { lock: lock(names.slot) } : {}),
  ...(sees.sessions ? { sessions: SESSIONS } : {}),
});
