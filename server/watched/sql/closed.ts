import "server-only";
import { quoteLiteral } from "@/lib/postgres/identifier";

/** The catalogues that every check run reads; the views of SOURCES (look-facts.ts) can be missing one by one. */
export const CATALOGUES_READ = [
  ...["pg_attribute", "pg_auth_members", "pg_cast", "pg_class", "pg_database", "pg_db_role_setting"],
  ...[
    "pg_default_acl",
    "pg_depend",
    "pg_event_trigger",
    "pg_extension",
    "pg_index",
    "pg_inherits",
    "pg_namespace",
    "pg_policy",
  ],
  ...[
    "pg_proc",
    "pg_publication",
    "pg_publication_namespace",
    "pg_publication_rel",
    "pg_roles",
    "pg_trigger",
  ],
  "pg_type",
] as const;

/** The functions that every check run calls and that a hardened server may have taken from PUBLIC. */
export const FUNCTIONS_CALLED = [
  ...["aclexplode", "current_database", "current_setting", "format_type", "has_column_privilege"],
  ...["has_database_privilege", "has_function_privilege", "has_schema_privilege", "has_table_privilege"],
  ...["json_agg", "json_array_elements_text", "json_build_object", "pg_backend_pid", "pg_get_expr"],
  ...["pg_get_userbyid", "pg_has_role", "pg_is_in_recovery", "pg_stat_get_tuples_deleted"],
  ...["pg_stat_get_tuples_updated", "set_config", "split_part", "string_agg", "to_char", "to_jsonb"],
] as const;

const names = (all: readonly string[]): string => all.map(quoteLiteral).join(", ");

/** Returns the names of the catalogues that this role may not read, without reading one. */
export const CLOSED_CATALOGUES = `
SELECT name FROM unnest(ARRAY[${names(CATALOGUES_READ)}]) name
WHERE NOT coalesce(has_table_privilege(to_regclass('pg_catalog.' || name)::oid, 'SELECT'), true)
ORDER BY name
`;

/** Returns the functions that this role may not call, with their arguments; pg_proc has to be open. */
export const CLOSED_FUNCTIONS = `
SELECT p.oid::regprocedure::text AS name FROM pg_proc p
WHERE p.pronamespace = 'pg_catalog'::regnamespace AND p.proname IN (${names(FUNCTIONS_CALLED)})
  AND NOT has_function_privilege(p.oid, 'EXECUTE')
ORDER BY 1
`;
