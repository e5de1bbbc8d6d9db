import "server-only";
import { quoteLiteral } from "@/lib/postgres/identifier";
import {
  commonQueries,
  listOf,
  micros,
  type Queries,
  type SampleNames,
  type SampleSight,
} from "./sample-common";

const msSince = (time: string): string =>
  `greatest(extract(epoch FROM clock_timestamp() - ${time}) * 1000, 0)::float8`;

/** The oids of Electric's roles. */
const oidsOf = (roles: readonly string[]): string =>
  `ARRAY(SELECT r.oid FROM pg_roles r WHERE r.rolname IN (${listOf(roles)}))`;

/**
 * All backends, those alike together, straight from the function: the view joins every role and every database to it. Only
 * backends that this role may see have a type, a state and a start. `starts` is when each nameless session of Electric's roles
 * began, to be compared with the start of its walsender.
 */
const activity = (roles: readonly string[]): string => `
SELECT g.usesysid AS "roleOid", g.datid AS "databaseOid", pg_get_userbyid(g.usesysid)::text AS role,
       g.application_name AS "applicationName", host(g.client_addr) AS address, g.state, g.backend_type AS type,
       g.count, g.own,
       CASE WHEN g.starts IS NOT NULL THEN ARRAY(SELECT ${micros("s")} FROM unnest(g.starts) s) END AS starts,
       CASE WHEN g.transaction IS NOT NULL THEN ${msSince("g.transaction")} END AS "oldestTransactionMs",
       CASE WHEN g.state LIKE 'idle%' THEN ${msSince("g.change")} END AS "longestIdleMs"
FROM (
  SELECT a.usesysid, a.datid, a.application_name, a.client_addr, a.state, a.backend_type,
         count(*)::int AS count,
         bool_or(a.pid = own.pid) AS own,
         min(a.xact_start) FILTER (WHERE a.pid <> own.pid) AS transaction,
         min(a.state_change) AS change,
         array_agg(a.backend_start)
           FILTER (WHERE a.application_name = '' AND a.usesysid = ANY (${oidsOf(roles)})) AS starts
  FROM pg_stat_get_activity(NULL) a, (SELECT pg_backend_pid() AS pid) own
  GROUP BY 1, 2, 3, 4, 5, 6
) g`;

/**
 * Electric's advisory lock: pg_advisory_lock(hashtext(slot)), a bigint key that the lock table shows in two halves. It is
 * taken on a replication connection (Electric 1.7.12, postgres/replication_client.ex 160-180): where there is no walsender
 * no session holds it or waits for it, and the lock table, which costs the more the larger max_connections is, is not read.
 */
const lock = (slots: readonly string[]): string => `
SELECT s.name AS slot, l.pid, l.granted, l.database AS "databaseOid"
FROM pg_lock_status() l
JOIN (VALUES ${[...new Set(slots)].map((slot) => `(${quoteLiteral(slot)}::text)`).join(", ")}) s (name)
  ON (l.classid::bigint << 32 | l.objid::bigint) = hashtext(s.name)::bigint
WHERE EXISTS (SELECT FROM pg_stat_get_wal_senders())
  AND l.locktype = 'advisory' AND l.objsubid = 1`;

/**
 * Every database's name and, where the version counts them, the sessions that it ever had. Not from the view
 * pg_stat_database: it goes through all backends once per database, 1 ms at 1,000 of them.
 */
const databases = (sessions: boolean): string => `
SELECT d.oid, d.datname::text AS name, ${sessions ? "pg_stat_get_db_sessions(d.oid)::float8" : "NULL::float8"} AS sessions
FROM pg_database d`;

/** The full depth. */
export const fullSample = (names: readonly SampleNames[], sees: SampleSight): Queries => ({
  ...commonQueries(names, sees),
  databases: databases(sees.sessions),
  ...(sees.activity ? { activity: activity(names.map(({ role }) => role)) } : {}),
  ...(sees.locks && sees.activity ? { lock: lock(names.map(({ slot }) => slot)) } : {}),
});
