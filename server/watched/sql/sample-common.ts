import "server-only";
import { quoteLiteral } from "@/lib/postgres/identifier";

/** What a sample is bound to: Electric's role as the target names it. */
export type SampleNames = { role: string; slot: string };

/** What the sampling role may read (sql/look-facts.ts). */
export type SampleSight = { activity: boolean; slots: boolean; locks: boolean };

const ISO = `'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'`;
export const iso = (time: string): string => `to_char(${time} AT TIME ZONE 'UTC', ${ISO})`;

const END_OF_WAL = `CASE WHEN pg_is_in_recovery() THEN coalesce(pg_last_wal_receive_lsn(), pg_last_wal_replay_lsn())
            ELSE pg_current_wal_lsn() END`;

/** Walsenders take none of max_connections; their pids are told to every role, and cost no read of all backends. */
export const WAL_SENDERS_CTE = `wal_senders AS MATERIALIZED (
  SELECT w.pid FROM pg_stat_get_wal_senders() w
)`;

/** Straight from the function: the view joins every database's name to it. */
const SLOTS = `(
         SELECT coalesce(json_agg(json_build_object(
                  'name', s.slot_name, 'type', s.slot_type,
                  'database', (SELECT d.datname FROM pg_database d WHERE d.oid = s.datoid),
                  'active', s.active, 'activePid', s.active_pid,
                  'walStatus', s.wal_status, 'safeWalBytes', s.safe_wal_size,
                  'retainedBytes', pg_wal_lsn_diff(wal.upto, s.restart_lsn),
                  'lagBytes', pg_wal_lsn_diff(wal.upto, s.confirmed_flush_lsn)) ORDER BY s.slot_name), '[]')
         FROM pg_get_replication_slots() s, (SELECT ${END_OF_WAL} AS upto) wal)`;

/** The columns that both depths have: clock, limits, Electric's role, walsenders, slots. Never pg_settings: it costs 1 ms. */
export const commonColumns = ({ role }: SampleNames, sees: SampleSight): string => `
       ${iso("clock_timestamp()")} AS at,
       ${iso("pg_postmaster_start_time()")} AS "serverStartedAt",
       current_setting('max_connections')::int AS "maxConnections",
       current_setting('superuser_reserved_connections')::int AS "superuserReservedConnections",
       coalesce(current_setting('reserved_connections', true)::int, 0) AS "reservedConnections",
       current_setting('max_wal_senders')::int AS "maxWalSenders",
       coalesce(current_setting('max_slot_wal_keep_size', true), '-1') AS "maxSlotWalKeepSize",
       pg_is_in_recovery() AS "inRecovery",
       (SELECT json_build_object('name', d.datname, 'connectionLimit', nullif(d.datconnlimit, -1))
        FROM pg_database d WHERE d.datname = current_database()) AS database,
       (SELECT json_build_object('superuser', r.rolsuper, 'connectionLimit', nullif(r.rolconnlimit, -1),
                 'usesReservedConnections', EXISTS (
                   SELECT FROM pg_roles g WHERE g.rolname = 'pg_use_reserved_connections'
                   AND pg_has_role(r.oid, g.oid, 'USAGE')))
        FROM pg_roles r WHERE r.rolname = ${quoteLiteral(role)}) AS role,
       ${sees.activity ? "(SELECT coalesce(json_agg(w.pid ORDER BY w.pid), '[]') FROM wal_senders w)" : "'[]'::json"} AS "walSenderPids",
       ${sees.slots ? SLOTS : "NULL::json"} AS slots`;
