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
  verifiers: { views: ["pg_authid"], functions: [] },
  settings: { views: ["pg_settings"], functions: ["pg_show_all_settings()"] },
  settingFiles: { views: ["pg_file_settings"], functions: ["pg_show_all_file_settings()"] },
} as const;

const all = (kind: "views" | "functions"): string =>
  Object.values(SOURCES)
    .flatMap((source) => source[kind])
    .map((name) => `'pg_catalog.${name}'`)
    .join(", ");

/** Facts that decide which other queries can be asked: the version, and what the visiting role may not read. */
export const LOOK_FACTS = `
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

/** The names that a target has for the queries of a look. */
export type TargetNames = {
  role: string;
  publication: string;
  slot: string;
  schemas: readonly string[];
  replicationGroups: readonly string[];
};

/** Binds the names of a target as settings of the transaction alone, for its other queries to read. */
export const bindTarget = (names: TargetNames): string => `
SELECT set_config('headroom.role', ${quoteLiteral(names.role)}, true),
       set_config('headroom.publication', ${quoteLiteral(names.publication)}, true),
       set_config('headroom.slot', ${quoteLiteral(names.slot)}, true),
       set_config('headroom.schemas', ${quoteLiteral(JSON.stringify(names.schemas))}, true),
       set_config('headroom.replication_groups', ${quoteLiteral(JSON.stringify(names.replicationGroups))}, true)
`;
