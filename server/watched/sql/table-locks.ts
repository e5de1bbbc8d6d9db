import "server-only";
import { quoteLiteral, quoteRelation } from "@/lib/postgres/identifier";
import type { Plan } from "@/lib/repair/plan/schema";

/** Takes every table lock that a plan needs, at once, in sorted order, and waits for none. */
export function lockTables(locks: Plan["locks"]): string[] {
  return (["ACCESS EXCLUSIVE", "SHARE UPDATE EXCLUSIVE"] as const).flatMap((mode) => {
    const tables = locks.filter((lock) => lock.mode === mode).map((table) => `ONLY ${quoteRelation(table)}`);
    return tables.length === 0 ? [] : [`LOCK TABLE ${tables.join(",\n  ")}\nIN ${mode} MODE NOWAIT`];
  });
}

/** How long a request waits for an autovacuum beyond deadlock_timeout, and at most, ms. */
const BEYOND_DEADLOCK_TIMEOUT_MS = 2_000;
const LONGEST_WAIT_MS = 10_000;

/**
 * Waits until autovacuums have let go of tables. The server cancels one for a request that has waited for deadlock_timeout. SHARE
 * UPDATE EXCLUSIVE conflicts with VACUUM and not with reads and writes (PostgreSQL docs, 13.3.1): no application is queued behind
 * the request, however long it waits; DDL and other VACUUMs of the table are, for 10 s at most.
 */
export function waitForAutovacuum(tables: Plan["locks"]): string[] {
  if (tables.length === 0) return [];
  const limit = `extract(epoch FROM pg_catalog.current_setting('deadlock_timeout')::interval) * 1000 + ${BEYOND_DEADLOCK_TIMEOUT_MS}`;
  return [
    `SELECT pg_catalog.set_config('lock_timeout', least(${limit}, ${LONGEST_WAIT_MS})::int::text, true)`,
    ...tables.map((table) => `LOCK TABLE ONLY ${quoteRelation(table)} IN SHARE UPDATE EXCLUSIVE MODE`),
  ];
}

/**
 * Identity of every table: its row in pg_class by the transaction that wrote it. Whatever a plan rests on (owner, identity,
 * access list) is in that row, so that a change of it between the reading and the lock shows.
 */
export const TABLES_BEFORE = `
SELECT coalesce(pg_catalog.json_object_agg(c.oid::text, c.xmin::text), '{}'::json) AS marks
FROM pg_catalog.pg_class c
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p') AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
`;

const listOf = (locks: Plan["locks"]): string =>
  quoteLiteral(JSON.stringify(locks.map(({ schema, name, mode }) => ({ schema, name, mode }))));

/** The same of the tables that are locked now. */
export const tablesLocked = (locks: Plan["locks"]): string => `
SELECT c.oid::text AS oid, c.xmin::text AS mark
FROM pg_catalog.json_to_recordset(${listOf(locks)}::json) AS w(schema text, name text)
JOIN pg_catalog.pg_namespace n ON n.nspname = w.schema
JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relname = w.name
`;

/** The locks on these tables that ours would conflict with. */
const inTheWay = (locks: Plan["locks"]): string => `
FROM pg_catalog.json_to_recordset(${listOf(locks)}::json) AS w(schema text, name text, mode text)
JOIN pg_catalog.pg_namespace n ON n.nspname = w.schema
JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relname = w.name
JOIN pg_catalog.pg_locks l ON l.locktype = 'relation' AND l.relation = c.oid AND l.granted
  AND l.database = (SELECT d.oid FROM pg_catalog.pg_database d WHERE d.datname = pg_catalog.current_database())
  AND (w.mode = 'ACCESS EXCLUSIVE'
       OR l.mode IN ('ShareUpdateExclusiveLock', 'ShareLock', 'ShareRowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock'))
`;

/** Which sessions hold them, the oldest transaction first. */
export const blockers = (locks: Plan["locks"]): string => `
SELECT l.pid, coalesce(a.usename::text, '') AS role, a.backend_type AS "backendType",
       coalesce(pg_catalog.strpos(a.query, '(to prevent wraparound)') > 0, false) AS "isWraparound", coalesce(a.application_name, '') AS "applicationName",
       coalesce(a.state, '') AS state,
       (extract(epoch FROM pg_catalog.clock_timestamp() - a.xact_start) * 1000)::float8 AS "ageMs",
       extract(epoch FROM a.xact_start)::float8 AS since,
       w.schema, w.name, l.mode
${inTheWay(locks)}
LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid
WHERE l.pid IS NOT NULL AND l.pid <> pg_catalog.pg_backend_pid()
ORDER BY a.xact_start NULLS LAST, l.pid
LIMIT 10
`;

/**
 * Which prepared transactions hold them. Their locks have no pid, and stand under the virtual transaction of the session
 * that prepared them, after a restart under -1 and their id; the lock on that id itself tells which it is.
 */
export const preparedBlockers = (locks: Plan["locks"]): string => `
SELECT NULL AS pid, p.gid, p.owner::text AS role, '' AS "applicationName", '' AS state,
       (extract(epoch FROM pg_catalog.clock_timestamp() - p.prepared) * 1000)::float8 AS "ageMs",
       extract(epoch FROM p.prepared)::float8 AS since,
       w.schema, w.name, l.mode
${inTheWay(locks)}
JOIN pg_catalog.pg_locks t ON t.locktype = 'transactionid' AND t.granted AND t.pid IS NULL
  AND t.virtualtransaction = l.virtualtransaction
JOIN pg_catalog.pg_prepared_xacts p ON p.transaction = t.transactionid
WHERE l.pid IS NULL
ORDER BY p.prepared
LIMIT 10
`;
