import "server-only";
import { PROVIDER_RESERVED } from "./reserved";

/** A description in pg_settings is translated where error messages are; this one has been the same from 14 to 18. */
export const TRANSLATED = `
SELECT p.short_desc <> 'Sets the TCP port the server listens on.' AS translated FROM pg_settings p WHERE p.name = 'port'
`;

/** The server's settings as `current_setting` writes them, with their units; the database; the visiting role. */
export const SERVER = `
SELECT current_setting('server_version_num')::int AS "versionNum",
       split_part(current_setting('server_version'), ' ', 1) AS version,
       strpos(version(), '(Neki)') > 0 AS "isNeki",
       pg_is_in_recovery() AS "inRecovery",
       current_setting('wal_level') AS "walLevel",
       current_setting('max_connections')::int AS "maxConnections",
       current_setting('superuser_reserved_connections')::int + ${PROVIDER_RESERVED} AS "superuserReservedConnections",
       coalesce(current_setting('reserved_connections', true)::int, 0) AS "reservedConnections",
       current_setting('max_replication_slots')::int AS "maxReplicationSlots",
       current_setting('max_wal_senders')::int AS "maxWalSenders",
       coalesce(current_setting('max_slot_wal_keep_size', true), '-1') AS "maxSlotWalKeepSize",
       current_setting('wal_sender_timeout') AS "walSenderTimeout",
       current_setting('hot_standby_feedback') = 'on' AS "hotStandbyFeedback",
       current_setting('sync_replication_slots', true) = 'on' AS "syncReplicationSlots",
       current_setting('synchronized_standby_slots', true) AS "synchronizedStandbySlots",
       current_setting('synchronous_standby_names') AS "synchronousStandbyNames",
       current_setting('idle_replication_slot_timeout', true) AS "idleReplicationSlotTimeout",
       current_setting('lc_messages') AS "lcMessages"
`;

export const DATABASE = `
SELECT d.datname::text AS name,
       pg_get_userbyid(d.datdba)::text AS owner,
       pg_encoding_to_char(d.encoding)::text AS encoding,
       nullif(d.datconnlimit, -1) AS "connectionLimit"
FROM pg_database d
WHERE d.datname = current_database()
`;

export const VISITOR = `
SELECT r.rolname::text AS role,
       r.rolsuper AS superuser,
       r.rolcreaterole AS "createRole",
       r.rolreplication AS replication,
       pg_has_role(r.oid, 'pg_read_all_stats', 'USAGE') AS "readsAllStats",
       has_function_privilege('pg_catalog.pg_hba_file_rules()', 'EXECUTE') AS "readsAccessRules"
FROM pg_roles r
WHERE r.rolname = current_user
`;
