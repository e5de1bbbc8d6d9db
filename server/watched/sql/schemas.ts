import "server-only";
import { electricAndActing } from "./acting";

/** How many login roles are asked whether they may create in the target's schemas. */
export const ROLES_ASKED = 1000;

/**
 * Every schema that is not the system's. Who may create in it is asked for the target's schemas alone and for the first
 * thousand login roles, so that thousands of tenants, each with a role and a schema, cost no product of the two.
 */
export const schemas = (versionNum: number): string => `
WITH ${electricAndActing(versionNum)},
people AS MATERIALIZED (
  SELECT oid, rolname::text AS name FROM pg_roles WHERE rolcanlogin AND NOT rolsuper ORDER BY oid LIMIT ${ROLES_ASKED}
),
wanted AS MATERIALIZED (
  SELECT n.oid FROM pg_namespace n
  WHERE n.nspname IN (SELECT json_array_elements_text(current_setting('headroom.schemas')::json))
),
creating AS (
  SELECT w.oid, array_agg(p.name ORDER BY p.name) AS names
  FROM people p CROSS JOIN wanted w
  WHERE has_schema_privilege(p.oid, w.oid, 'CREATE')
  GROUP BY w.oid
)
SELECT n.nspname::text AS name,
       pg_get_userbyid(n.nspowner)::text AS owner,
       has_schema_privilege(e.oid, n.oid, 'USAGE') AS usage,
       has_schema_privilege(t.oid, n.oid, 'USAGE') AS "actingUsage",
       coalesce(c.names, '{}'::text[]) AS creators
FROM pg_namespace n
LEFT JOIN electric e ON true
LEFT JOIN acting t ON true
LEFT JOIN creating c ON c.oid = n.oid
WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
ORDER BY n.nspname
`;

export const DEFAULT_PRIVILEGES = `
SELECT pg_get_userbyid(a.defaclrole)::text AS creator,
       n.nspname::text AS schema,
       CASE WHEN x.grantee = 0 THEN 'PUBLIC' ELSE pg_get_userbyid(x.grantee)::text END AS grantee,
       x.privilege_type AS privilege
FROM pg_default_acl a
LEFT JOIN pg_namespace n ON n.oid = a.defaclnamespace
CROSS JOIN LATERAL aclexplode(a.defaclacl) x
WHERE a.defaclobjtype = 'r'
ORDER BY creator, schema, grantee, privilege
`;
