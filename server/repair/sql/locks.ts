import "server-only";
import { quoteRelation } from "@/lib/postgres/identifier";
import type { Plan } from "@/lib/plan/schema";

/** Takes every table lock that a plan needs, at once, in sorted order, and waits for none. */
export function lockTables(locks: Plan["locks"]): string[] {
  return (["ACCESS EXCLUSIVE", "SHARE UPDATE EXCLUSIVE"] as const).flatMap((mode) => {
    const tables = locks.filter((lock) => lock.mode === mode).map((table) => `ONLY ${quoteRelation(table)}`);
    return tables.length === 0 ? [] : [`LOCK TABLE ${tables.join(",\n  ")}\nIN ${mode} MODE NOWAIT`];
  });
}

/**
 * What the tables to be locked are, in one value: their rows in pg_class by the transaction that wrote them. Whatever the
 * plan rests on (owner, identity, access list) is in that row, so that a change of it between the reading and the lock shows.
 */
export const TABLES_AS_THEY_ARE = `
SELECT pg_catalog.md5(coalesce(pg_catalog.string_agg(c.oid::text || ':' || c.xmin::text, ',' ORDER BY c.oid), '')) AS mark,
       pg_catalog.count(*)::int AS tables
FROM pg_catalog.json_to_recordset($1::json) AS w(schema text, name text)
JOIN pg_catalog.pg_namespace n ON n.nspname = w.schema
JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relname = w.name
`;

/** Who holds locks on these tables that ours would conflict with, the oldest transaction first. */
export const BLOCKERS = `
SELECT l.pid, coalesce(a.usename::text, '') AS role, coalesce(a.application_name, '') AS "applicationName",
       coalesce(a.state, '') AS state,
       (extract(epoch FROM pg_catalog.clock_timestamp() - a.xact_start) * 1000)::float8 AS "ageMs",
       w.schema, w.name, l.mode
FROM pg_catalog.json_to_recordset($1::json) AS w(schema text, name text, mode text)
JOIN pg_catalog.pg_namespace n ON n.nspname = w.schema
JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relname = w.name
JOIN pg_catalog.pg_locks l ON l.locktype = 'relation' AND l.relation = c.oid AND l.granted
  AND l.database = (SELECT d.oid FROM pg_catalog.pg_database d WHERE d.datname = pg_catalog.current_database())
LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid
WHERE l.pid IS NOT NULL AND l.pid <> pg_catalog.pg_backend_pid()
  AND (w.mode = 'ACCESS EXCLUSIVE'
       OR l.mode IN ('ShareUpdateExclusiveLock', 'ShareLock', 'ShareRowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock'))
ORDER BY a.xact_start NULLS LAST, l.pid
LIMIT 10
`;
