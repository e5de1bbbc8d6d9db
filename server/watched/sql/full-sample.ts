import "server-only";
import { quoteLiteral } from "@/lib/postgres/identifier";
import { commonColumns, WAL_SENDERS_CTE, type SampleNames, type SampleSight } from "./sample-common";

const ms = (interval: string): string => `greatest(extract(epoch FROM ${interval}) * 1000, 0)`;

/** One read of all backends, shared by everything below; only rows that this role may see have a state and a type. */
const backends = (slot: string): string => `${WAL_SENDERS_CTE},
backends AS MATERIALIZED (
  SELECT a.pid, a.usesysid, a.datid, a.application_name, a.client_addr, a.state, a.backend_type, a.backend_start,
         a.xact_start, a.state_change,
         a.usesysid IS NOT NULL AND a.datid IS NOT NULL
           AND (a.backend_type IS NULL OR a.backend_type = 'client backend')
           AND a.pid <> ALL (ARRAY(SELECT w.pid FROM wal_senders w)) AS counts
  FROM pg_stat_activity a
),
electric AS MATERIALIZED (
  SELECT b.backend_start FROM backends b
  WHERE b.pid = (SELECT s.active_pid FROM pg_get_replication_slots() s WHERE s.slot_name = ${quoteLiteral(slot)})
),
alike AS MATERIALIZED (
  SELECT b.usesysid, b.datid, b.application_name, b.client_addr, b.state,
         count(*)::int AS count,
         bool_or(b.pid = pg_backend_pid()) AS own,
         count(*) FILTER (WHERE b.backend_type IS NULL)::int AS hidden,
         max(${ms("clock_timestamp() - b.xact_start")})
           FILTER (WHERE b.xact_start IS NOT NULL AND b.pid <> pg_backend_pid()) AS transaction_ms,
         max(${ms("clock_timestamp() - b.state_change")})
           FILTER (WHERE b.state_change IS NOT NULL AND b.state LIKE 'idle%') AS idle_ms,
         CASE WHEN (SELECT count(*) FROM electric e WHERE e.backend_start IS NOT NULL) = 1 AND bool_and(b.backend_start IS NOT NULL)
              THEN count(*) FILTER (WHERE b.backend_start < (SELECT e.backend_start FROM electric e))::int END AS before
  FROM backends b
  WHERE b.counts
  GROUP BY 1, 2, 3, 4, 5
)`;

const GROUPS = `(
         SELECT coalesce(json_agg(json_build_object(
                  'role', pg_get_userbyid(g.usesysid),
                  'database', (SELECT d.datname FROM pg_database d WHERE d.oid = g.datid),
                  'applicationName', coalesce(g.application_name, ''),
                  'address', CASE WHEN g.client_addr IS NOT NULL THEN host(g.client_addr)
                                  WHEN g.hidden = 0 THEN 'local' ELSE '' END,
                  'state', coalesce(g.state, ''),
                  'count', g.count, 'own', g.own, 'hidden', g.hidden,
                  'oldestTransactionMs', g.transaction_ms, 'longestIdleMs', g.idle_ms,
                  'beforeWalSender', g.before) ORDER BY g.count DESC), '[]')
         FROM alike g)`;

const UNCOUNTED = `(
         SELECT coalesce(json_agg(json_build_object('type', u.backend_type, 'count', u.count) ORDER BY u.backend_type), '[]')
         FROM (SELECT b.backend_type, count(*)::int AS count FROM backends b
               WHERE NOT b.counts AND b.backend_type IS NOT NULL GROUP BY 1) u)`;

/** Electric's advisory lock: pg_advisory_lock(hashtext(slot)), a bigint key that pg_locks shows in two halves. */
const lock = (slot: string): string => `(
         SELECT json_build_object(
                  'holderPid', min(l.pid) FILTER (WHERE l.granted),
                  'holderRole', (SELECT pg_get_userbyid(b.usesysid) FROM backends b
                                 WHERE b.pid = min(l.pid) FILTER (WHERE l.granted)),
                  'waiting', count(*) FILTER (WHERE NOT l.granted))
         FROM pg_locks l
         WHERE l.locktype = 'advisory' AND l.objsubid = 1
           AND l.database = (SELECT d.oid FROM pg_database d WHERE d.datname = current_database())
           AND (l.classid::bigint << 32 | l.objid::bigint) = hashtext(${quoteLiteral(slot)})::bigint)`;

/** The full depth, one statement. */
export const fullSample = (names: SampleNames, sees: SampleSight): string => `
WITH ${sees.activity ? backends(names.slot) : "nothing AS (SELECT)"}
SELECT ${commonColumns(names, sees)},
       ${sees.activity ? GROUPS : "NULL::json"} AS groups,
       ${sees.activity ? UNCOUNTED : "'[]'::json"} AS uncounted,
       ${sees.locks && sees.activity ? lock(names.slot) : "NULL::json"} AS "electricLock",
       (SELECT sum((to_jsonb(d) ->> 'sessions')::float8) FROM pg_stat_database d) AS "sessionsOpened"
`;
