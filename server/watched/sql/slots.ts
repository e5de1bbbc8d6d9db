import "server-only";

const END_OF_WAL = `CASE WHEN pg_is_in_recovery() THEN coalesce(pg_last_wal_receive_lsn(), pg_last_wal_replay_lsn())
            ELSE pg_current_wal_lsn() END`;

/** Every replication slot of the server. Columns that only some versions have are read through the row as JSON. */
export const slots = ({ seesActivity }: { seesActivity: boolean }): string => `
WITH wal AS MATERIALIZED (
  SELECT ${END_OF_WAL} AS upto
)
SELECT s.slot_name::text AS name,
       s.slot_type AS type,
       s.plugin::text AS plugin,
       s.database::text AS database,
       s.active,
       s.active_pid AS "activePid",
       ${seesActivity ? "(SELECT a.usename::text FROM pg_stat_activity a WHERE a.pid = s.active_pid)" : "NULL::text"}
         AS "activeRole",
       s.temporary,
       to_jsonb(s) ->> 'wal_status' AS "walStatus",
       (to_jsonb(s) ->> 'safe_wal_size')::float8 AS "safeWalBytes",
       pg_wal_lsn_diff(wal.upto, s.restart_lsn)::float8 AS "retainedBytes",
       pg_wal_lsn_diff(wal.upto, s.confirmed_flush_lsn)::float8 AS "lagBytes",
       (to_jsonb(s) ->> 'failover')::boolean AS failover,
       (to_jsonb(s) ->> 'synced')::boolean AS synced,
       to_jsonb(s) ->> 'invalidation_reason' AS "invalidationReason",
       to_char((to_jsonb(s) ->> 'inactive_since')::timestamptz AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
         AS "inactiveSince",
       s.confirmed_flush_lsn::text AS "confirmedFlushLsn",
       age(s.xmin) AS "xminAge",
       age(s.catalog_xmin) AS "catalogXminAge"
FROM pg_replication_slots s CROSS JOIN wal
ORDER BY s.slot_name
`;
