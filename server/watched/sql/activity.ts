import "server-only";

/** A process in another database or of another role shows this much to all roles; the rest only to some. */
const ROLE_OF = `coalesce(a.usename::text, CASE WHEN a.usesysid IS NOT NULL THEN 'role ' || a.usesysid::text END, a.backend_type, '')`;

/**
 * Walsenders of any kind; a logical one has a database. Every role sees pid, role and database of each, and only some see
 * the rest (src/backend/replication/walsender.c, pg_stat_get_wal_senders).
 */
export const WAL_SENDERS = `
SELECT w.pid, w.usename::text AS role, a.datname::text AS database,
       coalesce(w.application_name, '') AS "applicationName",
       CASE WHEN w.client_addr IS NOT NULL THEN host(w.client_addr)
            WHEN w.backend_start IS NOT NULL THEN 'local' END AS address,
       to_char(w.backend_start AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "startedAt",
       w.state, w.sync_state AS "syncState"
FROM pg_stat_replication w LEFT JOIN pg_stat_activity a ON a.pid = w.pid
ORDER BY w.pid
`;

/**
 * Holders of the connections that count against max_connections, right for every role: client backends are told from workers
 * by having both a database and a role, from walsenders by pg_stat_replication, and from parallel and background workers,
 * where the visiting role may see it, by their type.
 */
export const ACTIVITY = `
SELECT ${ROLE_OF} AS role,
       coalesce(a.datname::text, '') AS database,
       coalesce(a.application_name, '') AS "applicationName",
       count(*)::int AS count,
       bool_or(a.pid = pg_backend_pid()) AS own,
       count(*) FILTER (WHERE a.backend_type IS NULL)::int AS hidden
FROM pg_stat_activity a
WHERE a.datid IS NOT NULL AND a.usesysid IS NOT NULL
  AND to_jsonb(a) ->> 'leader_pid' IS NULL
  AND (a.backend_type IS NULL OR a.backend_type = 'client backend')
  AND NOT EXISTS (SELECT FROM pg_stat_replication w WHERE w.pid = a.pid)
GROUP BY 1, 2, 3
ORDER BY count DESC, 1, 2, 3
`;

/** The tables and indexes of this database that each backend has locked, by oid. */
const LOCKED_RELATIONS = `WITH locked AS MATERIALIZED (
  SELECT l.pid, json_agg(DISTINCT l.relation::int8) AS relations FROM pg_locks l
  JOIN pg_database d ON d.oid = l.database AND d.datname = current_database()
  WHERE l.locktype = 'relation' AND l.granted AND l.pid IS NOT NULL AND l.relation >= 16384
  GROUP BY l.pid
)`;

/**
 * Transactions, in any database, that hold an xid or have been open for over a minute, the oldest first. Every role
 * sees who holds an xid, but only some see since when: the others get `hidden`.
 */
export const transactions = ({ seesLocks }: { seesLocks: boolean }): string => `
${seesLocks ? LOCKED_RELATIONS : ""}
SELECT a.pid,
       ${seesLocks ? "coalesce(k.relations, '[]'::json)" : "NULL::json"} AS relations,
       ${ROLE_OF} AS role,
       coalesce(a.application_name, '') AS "applicationName",
       coalesce(a.datname::text, '') AS database,
       coalesce(greatest(extract(epoch FROM clock_timestamp() - a.xact_start) * 1000, 0), 0)::float8 AS "ageMs",
       coalesce(a.state, '') AS state,
       a.backend_xid IS NOT NULL AS "holdsXid",
       age(a.backend_xmin) AS "xminAge",
       a.backend_type IS NULL AS hidden
FROM pg_stat_activity a${seesLocks ? " LEFT JOIN locked k ON k.pid = a.pid" : ""}
WHERE a.pid <> pg_backend_pid()
  AND (a.backend_xid IS NOT NULL OR a.xact_start < clock_timestamp() - interval '1 minute')
ORDER BY hidden DESC, a.xact_start
LIMIT 100
`;

export const PREPARED_TRANSACTIONS = `
SELECT x.gid,
       x.owner::text AS owner,
       x.database::text AS database,
       greatest(extract(epoch FROM clock_timestamp() - x.prepared) * 1000, 0)::float8 AS "ageMs"
FROM pg_prepared_xacts x
ORDER BY x.prepared
`;

/** Electric's advisory lock: pg_advisory_lock(hashtext(slot)), a bigint key that pg_locks shows in two halves. */
export const electricLock = ({ seesActivity }: { seesActivity: boolean }): string => `
WITH lock AS MATERIALIZED (
  SELECT l.pid, l.granted FROM pg_locks l
  JOIN pg_database d ON d.oid = l.database AND d.datname = current_database()
  WHERE l.locktype = 'advisory' AND l.objsubid = 1
    AND (l.classid::bigint << 32 | l.objid::bigint) = hashtext(current_setting('headroom.slot'))::bigint
)
SELECT h.pid AS "holderPid",
       ${seesActivity ? "(SELECT a.usename::text FROM pg_stat_activity a WHERE a.pid = h.pid)" : "NULL::text"} AS "holderRole",
       (SELECT count(*)::int FROM lock WHERE NOT granted) AS waiting
FROM (SELECT min(pid) AS pid FROM lock WHERE granted) h
`;
