import "server-only";
import { KEEPERS } from "@/lib/postgres/provider";
import { quoteLiteral } from "@/lib/postgres/identifier";

/**
 * The views that a provider may close to ordinary roles, by the part of a snapshot that needs them, with the functions
 * under them: a view's functions are executed with the rights of who asks, so both must be open.
 */
export const SOURCES = {
  activity: {
    views: ["pg_stat_activity", "pg_stat_replication"],
    functions: ["pg_stat_get_activity(integer)", "pg_stat_get_wal_senders()"],
  },
  slots: { views: ["pg_replication_slots"], functions: ["pg_get_replication_slots()"] },
  preparedTransactions: { views: ["pg_prepared_xacts"], functions: ["pg_prepared_xact()"] },
  locks: { views: ["pg_locks"], functions: ["pg_lock_status()"] },
  settings: { views: ["pg_settings"], functions: ["pg_show_all_settings()"] },
} as const;

const all = (kind: "views" | "functions"): string =>
  Object.values(SOURCES)
    .flatMap((source) => source[kind])
    .map((name) => `'pg_catalog.${name}'`)
    .join(", ");

/**
 * What decides which other queries can be asked: the version, and what the visiting role may not read.
 * The search path keeps functions and operators that a user put into `public` from being called (CVE-2018-1058).
 * JIT would cost more than it gives, and parallel workers would be more than the one process that a visit may be.
 * The planner knows little of a catalogue that has just grown: with nested loops it was seen to compare 10,000 tables
 * with 5,000 published ones pair by pair, which took 2 s in place of 0.1 s.
 */
export const LOOK_FACTS = `
SET LOCAL search_path = pg_catalog, pg_temp;
SET LOCAL jit = off;
SET LOCAL max_parallel_workers_per_gather = 0;
SET LOCAL enable_nestloop = off;
SET LOCAL enable_hashjoin = on;
SET LOCAL quote_all_identifiers = off;
SELECT current_setting('server_version_num')::int AS "versionNum",
       split_part(current_setting('server_version'), ' ', 1) AS version,
       pg_backend_pid() AS pid,
       current_user::text AS visitor,
       ARRAY(SELECT name FROM unnest(ARRAY[${all("views")}]) name
             WHERE NOT has_table_privilege(name, 'SELECT')) AS "closedViews",
       ARRAY(SELECT name FROM unnest(ARRAY[${all("functions")}]) name
             WHERE NOT has_function_privilege(name, 'EXECUTE')) AS "closedFunctions",
       (SELECT min(r.rolname::text) FROM pg_roles r
        WHERE r.rolsuper AND r.rolname IN (${Object.keys(KEEPERS).map(quoteLiteral).join(", ")})) AS keeper,
       to_regproc('pg_catalog.aurora_version') IS NOT NULL AS "isAurora"
`;

/** What the target names, as settings of this transaction alone: no value is ever spliced into SQL. */
export const BIND_TARGET = `
SELECT set_config('headroom.role', $1, true),
       set_config('headroom.publication', $2, true),
       set_config('headroom.slot', $3, true),
       set_config('headroom.schemas', $4, true),
       set_config('headroom.replication_groups', $5, true)
`;
