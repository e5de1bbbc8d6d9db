import "server-only";
import { ACL_OF_ROLE, ACL_TO_GIVE, TABLES } from "./rights";

const ROLE = `(SELECT oid FROM pg_roles WHERE rolname = current_setting('headroom.role'))`;
const USERS_OWN = `n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'`;

/**
 * The types of the arguments of these routines, each by schema and name: one join for all of them, because every table adds
 * two types to the catalogue. A routine without arguments has no row.
 */
export const argumentsOf = (routines: string): string => `
  SELECT p.oid, jsonb_agg(jsonb_build_object('schema', n.nspname, 'name', t.typname) ORDER BY u.place) AS types
  FROM ${routines} p CROSS JOIN LATERAL unnest(p.proargtypes) WITH ORDINALITY u (type, place)
  JOIN pg_type t ON t.oid = u.type JOIN pg_namespace n ON n.oid = t.typnamespace
  GROUP BY p.oid`;

/**
 * Every object with an access list beside those that a repair reads whole (sql/rights.ts): views, tables and sequences that
 * are not the target's, functions and procedures, other databases; of the list only what names Electric's role, and of a
 * function who may pass it on. Those without such an entry are listed too: what was taken from a role is known to be there
 * still, and can be given back.
 */
export const OTHERS = `
WITH listed AS (
  SELECT a.attrelid AS oid, json_agg(json_build_object('name', a.attname, 'acl', ${ACL_OF_ROLE("a.attacl")}) ORDER BY a.attnum)
           FILTER (WHERE ${ACL_OF_ROLE("a.attacl")} IS NOT NULL) AS columns
  FROM pg_attribute a WHERE a.attacl IS NOT NULL AND NOT a.attisdropped
  GROUP BY a.attrelid
),
known AS (
  SELECT unnest(${TABLES}) AS oid
  UNION
  SELECT d.objid FROM pg_depend d
  WHERE d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjsubid > 0
    AND d.deptype IN ('a', 'i') AND d.refobjid IN (SELECT unnest(${TABLES}))
),
routines AS MATERIALIZED (SELECT * FROM pg_proc WHERE proacl IS NOT NULL),
args AS MATERIALIZED (${argumentsOf("routines")})
SELECT CASE c.relkind WHEN 'S' THEN 'sequence' ELSE 'table' END AS type, n.nspname::text AS schema, c.relname::text AS name,
       '[]'::jsonb AS arguments, pg_get_userbyid(c.relowner)::text AS owner, coalesce(${ACL_OF_ROLE("c.relacl")}, '[]'::json) AS acl,
       coalesce(l.columns, '[]'::json) AS columns
FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN known k ON k.oid = c.oid
LEFT JOIN listed l ON l.oid = c.oid
WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S') AND k.oid IS NULL
  AND (c.relacl IS NOT NULL OR l.oid IS NOT NULL) AND ${USERS_OWN}
UNION ALL
SELECT 'database', NULL, d.datname::text, '[]'::jsonb, pg_get_userbyid(d.datdba)::text,
       coalesce(${ACL_OF_ROLE("d.datacl")}, '[]'::json), '[]'::json
FROM pg_database d WHERE d.datacl IS NOT NULL AND d.datname <> current_database()
UNION ALL
SELECT 'routine', n.nspname::text, p.proname::text, coalesce(a.types, '[]'::jsonb), pg_get_userbyid(p.proowner)::text,
       coalesce(${ACL_TO_GIVE("p.proacl")}, '[]'::json), '[]'::json
FROM routines p JOIN pg_namespace n ON n.oid = p.pronamespace
LEFT JOIN args a ON a.oid = p.oid
ORDER BY 1, 2 NULLS FIRST, 3, 4
`;

/** Default privileges for Electric's role on objects to come. */
export const DEFAULTS = `
SELECT pg_get_userbyid(a.defaclrole)::text AS creator, n.nspname::text AS schema,
       CASE a.defaclobjtype WHEN 'r' THEN 'TABLES' WHEN 'S' THEN 'SEQUENCES' WHEN 'f' THEN 'FUNCTIONS' WHEN 'T' THEN 'TYPES' WHEN 'n' THEN 'SCHEMAS' END
         AS objects,
       json_agg(x.privilege_type ORDER BY x.privilege_type) AS privileges, x.is_grantable AS "grantOption"
FROM pg_default_acl a
LEFT JOIN pg_namespace n ON n.oid = a.defaclnamespace
CROSS JOIN LATERAL aclexplode(a.defaclacl) x
WHERE a.defaclobjtype IN ('r', 'S', 'f', 'T', 'n') AND x.grantee = ${ROLE} AND x.grantee <> a.defaclrole
GROUP BY a.oid, a.defaclrole, n.nspname, a.defaclobjtype, x.is_grantable
ORDER BY 1, 2 NULLS FIRST, 3, x.is_grantable
`;

/**
 * Further objects that DROP ROLE would stumble over (2BP01), as pg_identify_object writes it: rights on types, languages,
 * tablespaces, parameters, large objects and the system's own catalogues, policies that name the role, and what it owns
 * beside this database's objects. Rights of an owner on its own object are no entry of pg_shdepend (PostgreSQL docs, 53.49).
 */
export const KEEPS = `
SELECT DISTINCT o.type, o.identity,
       CASE s.deptype WHEN 'o' THEN 'owns' WHEN 'r' THEN 'policy' ELSE 'rights' END AS how
FROM (
  SELECT s.classid, s.objid, s.deptype FROM pg_shdepend s
  WHERE s.refclassid = 'pg_authid'::regclass AND s.refobjid = ${ROLE}
    AND (s.deptype IN ('a', 'i', 'r') AND s.dbid IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))
         OR s.deptype = 'o' AND s.dbid = 0)
    AND NOT (s.deptype = 'a' AND s.classid = 'pg_class'::regclass AND s.objid IN (
      SELECT c.oid FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S') AND ${USERS_OWN}))
    AND NOT (s.deptype = 'a' AND s.classid IN ('pg_database'::regclass, 'pg_proc'::regclass))
    AND NOT (s.deptype = 'a' AND s.classid = 'pg_namespace'::regclass AND s.objid IN (
      SELECT n.oid FROM pg_namespace n WHERE ${USERS_OWN}))
    AND NOT (s.deptype = 'a' AND s.classid = 'pg_default_acl'::regclass AND s.objid IN (
      SELECT a.oid FROM pg_default_acl a WHERE a.defaclobjtype IN ('r', 'S', 'f', 'T', 'n')))
    AND NOT (s.classid = 'pg_auth_members'::regclass AND s.objid IN (
      SELECT (to_jsonb(m) ->> 'oid')::oid FROM pg_auth_members m WHERE ${ROLE} IN (m.member, m.roleid)))
  LIMIT 1000
) s CROSS JOIN LATERAL pg_identify_object(s.classid, s.objid, 0) o
WHERE o.identity IS NOT NULL
ORDER BY 1, 2
`;
