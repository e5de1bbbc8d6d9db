import "server-only";
import { PROVIDER_RESERVED } from "./reserved";
import { quoteLiteral } from "@/lib/postgres/identifier";

/** The watched database that a sample is read for, with Electric's role and slot as the target names them. */
export type SampleNames = { database: string; role: string; slot: string };

/** Parts that the sampling role may read (sql/look-facts.ts), and that this version counts. */
export type SampleSight = { activity: boolean; slots: boolean; locks: boolean; sessions: boolean };

/**
 * The queries of one message, by the name of what they answer. Small ones, each of one scan: planning one statement with
 * everything in it cost more than running it, and a sample is planned anew every time, because a prepared statement would not
 * survive a pooler in transaction mode.
 */
export type Queries = Record<string, string>;

const ISO = `'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'`;
export const iso = (time: string): string => `to_char(${time} AT TIME ZONE 'UTC', ${ISO})`;

/** An instant as microseconds since 1970, which a double holds exactly. */
export const micros = (time: string): string => `(extract(epoch FROM ${time}) * 1000000)::float8`;

const END_OF_WAL = `CASE WHEN pg_is_in_recovery() THEN coalesce(pg_last_wal_receive_lsn(), pg_last_wal_replay_lsn())
            ELSE pg_current_wal_lsn() END`;

/** Clock and limits. Never pg_settings: it costs 1 ms. */
const SERVER = `
SELECT ${iso("clock_timestamp()")} AS at,
       ${iso("pg_postmaster_start_time()")} AS "serverStartedAt",
       current_setting('max_connections')::int AS "maxConnections",
       current_setting('superuser_reserved_connections')::int + ${PROVIDER_RESERVED} AS "superuserReservedConnections",
       coalesce(current_setting('reserved_connections', true)::int, 0) AS "reservedConnections",
       current_setting('max_wal_senders')::int AS "maxWalSenders",
       coalesce(current_setting('max_slot_wal_keep_size', true), '-1') AS "maxSlotWalKeepSize",
       pg_is_in_recovery() AS "inRecovery"`;

/** Returns the literals of some names, each once, as a list for IN. */
export const listOf = (names: readonly string[]): string => [...new Set(names)].map(quoteLiteral).join(", ");

/** The watched databases: one session reads those of the whole server, whichever it is connected to. */
const watched = (databases: readonly string[]): string => `
SELECT d.oid, d.datname::text AS name, nullif(d.datconnlimit, -1) AS "connectionLimit"
FROM pg_database d WHERE d.datname IN (${listOf(databases)})`;

/** to_regrole answers NULL below Postgres 16, which has no such role. */
const roles = (names: readonly string[]): string => `
SELECT r.rolname::text AS name, r.rolsuper AS superuser, nullif(r.rolconnlimit, -1) AS "connectionLimit",
       coalesce(pg_has_role(r.oid, to_regrole('pg_use_reserved_connections'), 'USAGE'), false) AS "usesReservedConnections"
FROM pg_roles r WHERE r.rolname IN (${listOf(names)})`;

/**
 * Walsenders take none of max_connections; their pids are told to every role, and so are role and database of a backend
 * (src/backend/utils/adt/pgstatfuncs.c, pg_stat_get_activity); when it began is not.
 */
const WAL_SENDERS = `
SELECT w.pid, a.usesysid AS "roleOid", a.datid AS "databaseOid", pg_get_userbyid(a.usesysid)::text AS role,
       ${micros("a.backend_start")} AS "startedAt", host(a.client_addr) AS address
FROM pg_stat_get_wal_senders() w LEFT JOIN LATERAL pg_stat_get_activity(w.pid) a ON true`;

/** Straight from the function: the view joins every database's name to it. */
const SLOTS = `
SELECT s.slot_name::text AS name, s.slot_type AS type,
       (SELECT d.datname::text FROM pg_database d WHERE d.oid = s.datoid) AS database,
       s.active, s.active_pid AS "activePid", s.wal_status AS "walStatus", s.safe_wal_size::float8 AS "safeWalBytes",
       pg_wal_lsn_diff(${END_OF_WAL}, s.restart_lsn)::float8 AS "retainedBytes",
       pg_wal_lsn_diff(${END_OF_WAL}, s.confirmed_flush_lsn)::float8 AS "lagBytes",
       s.confirmed_flush_lsn::text AS "confirmedFlushLsn"
FROM pg_get_replication_slots() s`;

/** Returns the queries of both depths: clock, limits, watched databases, Electric's roles, walsenders, slots. `names` is not empty. */
export const commonQueries = (names: readonly SampleNames[], sees: SampleSight): Queries => ({
  server: SERVER,
  watched: watched(names.map(({ database }) => database)),
  roles: roles(names.map(({ role }) => role)),
  ...(sees.activity ? { walSenders: WAL_SENDERS } : {}),
  ...(sees.slots ? { slots: SLOTS } : {}),
});
