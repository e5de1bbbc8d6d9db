import "server-only";

/** Every role but superusers, which may do everything before and after. */
const ROLES = `roles AS (SELECT r.oid, r.rolname::text AS name FROM pg_catalog.pg_roles r
  WHERE NOT r.rolsuper AND (r.oid >= 16384 OR r.rolname IN ('pg_database_owner')))`;
const USERS = `n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'`;

const SET = (versionNum: number): string => (versionNum >= 160_000 ? "SET" : "MEMBER");

/** The roles whose rights a role has, also by any role that it can become: with each of them it is asked. */
const acting = (versionNum: number): string => `
WITH ${ROLES},
acting AS (
  SELECT DISTINCT r.name, a.oid AS actor FROM roles r JOIN pg_catalog.pg_roles a
    ON a.oid = r.oid OR pg_catalog.pg_has_role(r.oid, a.oid, '${SET(versionNum)}'))`;

/**
 * Returns the statements that ask the server what every role can do, role by role and object by object. Each row is one
 * right, as [role, what it is on, right]. They share nothing with lib/reach.
 */
export const measuredReach = (versionNum: number): string[] => [
  `${acting(versionNum)}
   SELECT DISTINCT x.name AS role, 'table ' || n.nspname || '.' || c.relname AS "on", p.right
   FROM acting x CROSS JOIN pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
   CROSS JOIN unnest(ARRAY['SELECT','INSERT','UPDATE','DELETE','TRUNCATE','REFERENCES','TRIGGER']) p ("right")
   WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND ${USERS}
     AND pg_catalog.has_table_privilege(x.actor, c.oid, p.right)`,
  `${acting(versionNum)}
   SELECT DISTINCT x.name AS role, 'table ' || n.nspname || '.' || c.relname AS "on", 'OWNER' AS "right"
   FROM acting x CROSS JOIN pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
   WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S') AND ${USERS} AND pg_catalog.pg_has_role(x.actor, c.relowner, 'USAGE')`,
  `${acting(versionNum)}
   SELECT DISTINCT x.name AS role, 'sequence ' || n.nspname || '.' || c.relname AS "on", p.right
   FROM acting x CROSS JOIN pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
   CROSS JOIN unnest(ARRAY['SELECT','UPDATE','USAGE']) p ("right")
   WHERE c.relkind = 'S' AND ${USERS} AND pg_catalog.has_sequence_privilege(x.actor, c.oid, p.right)`,
  `${acting(versionNum)}
   SELECT DISTINCT x.name AS role, 'schema ' || n.nspname AS "on", p.right
   FROM acting x CROSS JOIN pg_catalog.pg_namespace n CROSS JOIN unnest(ARRAY['USAGE','CREATE']) p ("right")
   WHERE ${USERS} AND pg_catalog.has_schema_privilege(x.actor, n.oid, p.right)`,
  `${acting(versionNum)}
   SELECT DISTINCT x.name AS role, 'database' AS "on", p.right
   FROM acting x CROSS JOIN unnest(ARRAY['CREATE','CONNECT','TEMPORARY']) p ("right")
   WHERE pg_catalog.has_database_privilege(x.actor, (SELECT d.oid FROM pg_catalog.pg_database d WHERE d.datname = pg_catalog.current_database()), p.right)`,
  `${acting(versionNum)}
   SELECT DISTINCT x.name AS role, 'column ' || n.nspname || '.' || c.relname || '.' || a.attname AS "on", p.right
   FROM acting x CROSS JOIN pg_catalog.pg_attribute a JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
   JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
   CROSS JOIN unnest(ARRAY['SELECT','INSERT','UPDATE','REFERENCES']) p ("right")
   WHERE c.relkind IN ('r', 'p') AND a.attacl IS NOT NULL AND NOT a.attisdropped AND ${USERS}
     AND pg_catalog.has_column_privilege(x.actor, c.oid, a.attnum, p.right)`,
  `${acting(versionNum)}
   SELECT DISTINCT x.name AS role, 'routine ' || f.oid::pg_catalog.regprocedure::text AS "on", 'EXECUTE' AS "right"
   FROM acting x CROSS JOIN pg_catalog.pg_proc f JOIN pg_catalog.pg_namespace n ON n.oid = f.pronamespace
   WHERE ${USERS} AND pg_catalog.has_function_privilege(x.actor, f.oid, 'EXECUTE')`,
  `WITH ${ROLES}
   SELECT r.name AS role, 'role ' || o.rolname AS "on", p.right
   FROM roles r JOIN pg_catalog.pg_roles o ON o.oid <> r.oid
   CROSS JOIN unnest(ARRAY['USAGE','${SET(versionNum)}','USAGE WITH ADMIN OPTION']) p ("right")
   WHERE pg_catalog.pg_has_role(r.oid, o.oid, p.right)`,
  `${acting(versionNum)}
   SELECT DISTINCT x.name AS role, 'server' AS "on", p.right
   FROM acting x JOIN pg_catalog.pg_roles a ON a.oid = x.actor
   CROSS JOIN LATERAL (VALUES ('SUPERUSER', a.rolsuper), ('REPLICATION', a.rolreplication), ('BYPASSRLS', a.rolbypassrls),
                              ('CREATEROLE', a.rolcreaterole)) p ("right", has)
   WHERE p.has`,
];
