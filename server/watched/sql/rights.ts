import "server-only";

/** An access list as JSON: privileges of one grantee from one grantor together; NULL where none was ever written. */
const acl = (list: string, which = ""): string => `(
         SELECT json_agg(json_build_object(
                  'grantee', CASE WHEN g.grantee = 0 THEN NULL ELSE pg_get_userbyid(g.grantee) END,
                  'grantor', pg_get_userbyid(g.grantor),
                  'privileges', g.privileges, 'grantable', g.grantable)
                ORDER BY g.grantee, g.grantor)
         FROM (SELECT x.grantee, x.grantor,
                      json_agg(x.privilege_type ORDER BY x.privilege_type) AS privileges,
                      coalesce(json_agg(x.privilege_type ORDER BY x.privilege_type) FILTER (WHERE x.is_grantable), '[]'::json)
                        AS grantable
               FROM aclexplode(${list}) x ${which}GROUP BY x.grantee, x.grantor) g)`;

const NAMES_ROLE = `(SELECT oid FROM pg_roles WHERE rolname = current_setting('headroom.role')) IN (x.grantee, x.grantor)`;

/** Only what names Electric's role, as grantee or as grantor; NULL where nothing does. */
export const ACL_OF_ROLE = (list: string): string => acl(list, `WHERE ${NAMES_ROLE} `);

/** The same, and what others hold WITH GRANT OPTION: they may pass it on. */
export const ACL_TO_GIVE = (list: string): string => acl(list, `WHERE ${NAMES_ROLE} OR x.is_grantable `);

/** An empty list is not the same as none: everything was revoked. */
const aclOrNull = (list: string): string =>
  `CASE WHEN ${list} IS NOT NULL THEN coalesce(${acl(list)}, '[]'::json) END`;

/**
 * Binds the oids of the tables that a repair may concern: those of the target's schemas, what is in Electric's
 * publication by name, what Electric's role owns, and everything below them, in any schema.
 */
export const BIND_TABLES = `
WITH RECURSIVE wanted AS (
  SELECT c.oid FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind IN ('r', 'p')
    AND (n.nspname IN (SELECT json_array_elements_text(current_setting('headroom.schemas')::json))
         OR c.relowner = (SELECT oid FROM pg_roles WHERE rolname = current_setting('headroom.role'))
         OR c.oid IN (SELECT m.prrelid FROM pg_publication_rel m
                      JOIN pg_publication p ON p.oid = m.prpubid AND p.pubname = current_setting('headroom.publication')))
    AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
  UNION
  SELECT i.inhrelid FROM pg_inherits i JOIN wanted w ON w.oid = i.inhparent
)
SELECT set_config('headroom.tables', coalesce(array_agg(oid ORDER BY oid), '{}'::oid[])::text, true) FROM wanted
`;

/** To be joined, or asked with IN (SELECT unnest(…)): with ANY the list would be read anew for each row. */
export const TABLES = `current_setting('headroom.tables')::oid[]`;

export const SESSION = `
SELECT current_user::text AS admin,
       (SELECT rolname::text FROM pg_roles WHERE oid = 10) AS bootstrap,
       coalesce(current_setting('createrole_self_grant', true), '') AS "selfGrant",
       (current_setting('max_locks_per_transaction')::bigint
        * (current_setting('max_connections')::bigint + current_setting('max_prepared_transactions')::bigint))::float8
         AS "lockSpace"
`;

/** Its own query: a provider may close the view (sql/look-facts.ts). */
export const SESSIONS = `
SELECT count(*)::int AS sessions FROM pg_stat_activity a
WHERE a.usesysid = (SELECT oid FROM pg_roles WHERE rolname = current_setting('headroom.role'))
`;

export const ROLES = `
SELECT r.rolname::text AS name, r.rolsuper AS superuser, r.rolinherit AS inherit, r.rolcreaterole AS "createRole",
       r.rolcanlogin AS "canLogin", r.rolreplication AS replication, r.rolbypassrls AS "bypassRls",
       nullif(r.rolconnlimit, -1) AS "connectionLimit",
       CASE WHEN isfinite(r.rolvaliduntil)
            THEN to_char(r.rolvaliduntil AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') END AS "validUntil"
FROM pg_roles r ORDER BY r.rolname
`;

/** Each grant says from 16 on whether it is inherited and whether it lets become; before, the member's attribute does. */
export const MEMBERSHIPS = `
SELECT g.rolname::text AS role, u.rolname::text AS member, pg_get_userbyid(m.grantor)::text AS grantor,
       m.admin_option AS admin,
       coalesce((to_jsonb(m) ->> 'inherit_option')::boolean, u.rolinherit) AS inherit,
       coalesce((to_jsonb(m) ->> 'set_option')::boolean, true) AS set
FROM pg_auth_members m
JOIN pg_roles g ON g.oid = m.roleid
JOIN pg_roles u ON u.oid = m.member
ORDER BY 1, 2, 3
`;

export const DATABASE_RIGHTS = `
SELECT d.datname::text AS name, pg_get_userbyid(d.datdba)::text AS owner, ${aclOrNull("d.datacl")} AS acl
FROM pg_database d WHERE d.datname = current_database()
`;

export const SCHEMA_RIGHTS = `
SELECT n.nspname::text AS name, pg_get_userbyid(n.nspowner)::text AS owner, ${aclOrNull("n.nspacl")} AS acl
FROM pg_namespace n
WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
ORDER BY 1
`;

/**
 * The other publications of each table, by itself and by what it is a partition of: a leaf's changes are judged by the
 * column lists of its roots. Whole schemas are published from 15 on, and column lists exist from then; below, a table
 * stands in by name alone.
 */
const alsoIn = (versionNum: number): string => `
up AS (
  SELECT t.oid, t.oid AS root FROM unnest(${TABLES}) t (oid)
  UNION
  SELECT up.oid, i.inhparent FROM up
  JOIN pg_inherits i ON i.inhrelid = up.root
  JOIN pg_class c ON c.oid = i.inhrelid AND c.relispartition
),
also AS (
  SELECT x.oid, json_agg(json_build_object('name', x.name, 'columnList', x.listed, 'generatedStored', x.stored)
                         ORDER BY x.name) AS publications
  FROM (
    SELECT up.oid, p.pubname AS name, ${versionNum >= 150_000 ? "m.prattrs IS NOT NULL" : "false"} AS listed,
           to_jsonb(p) ->> 'pubgencols' = 's' AS stored
    FROM pg_publication_rel m JOIN pg_publication p ON p.oid = m.prpubid JOIN up ON up.root = m.prrelid
    WHERE p.pubname <> current_setting('headroom.publication')
    UNION
    SELECT c.oid, p.pubname, false, to_jsonb(p) ->> 'pubgencols' = 's'
    FROM pg_publication p CROSS JOIN pg_class c
    WHERE p.puballtables AND p.pubname <> current_setting('headroom.publication') AND c.oid IN (SELECT unnest(${TABLES}))${
      versionNum >= 150_000
        ? `
    UNION
    SELECT up.oid, p.pubname, false, to_jsonb(p) ->> 'pubgencols' = 's'
    FROM pg_publication_namespace s JOIN pg_publication p ON p.oid = s.pnpubid
    JOIN pg_class c ON c.relnamespace = s.pnnspid JOIN up ON up.root = c.oid
    WHERE p.pubname <> current_setting('headroom.publication')`
        : ""
    }
  ) x
  GROUP BY x.oid
)`;

export const tableRights = (versionNum: number): string => `
WITH RECURSIVE columns AS (
  SELECT a.attrelid, json_agg(json_build_object('name', a.attname, 'acl', ${acl("a.attacl")}) ORDER BY a.attnum) AS list
  FROM pg_attribute a
  WHERE a.attrelid IN (SELECT unnest(${TABLES})) AND a.attacl IS NOT NULL AND a.attacl <> '{}'::aclitem[] AND NOT a.attisdropped
  GROUP BY a.attrelid
),
identity AS (
  SELECT i.indrelid, min(c.relname::text) AS name FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
  WHERE i.indisreplident GROUP BY i.indrelid
),
rules AS (
  SELECT r.ev_class, json_agg(r.rulename ORDER BY r.rulename) AS names FROM pg_rewrite r
  WHERE r.ev_class IN (SELECT unnest(${TABLES})) AND r.rulename <> '_RETURN' GROUP BY r.ev_class
),
policies AS (
  SELECT p.polrelid, json_agg(p.polname ORDER BY p.polname) AS names FROM pg_policy p
  WHERE p.polrelid IN (SELECT unnest(${TABLES})) GROUP BY p.polrelid
),${alsoIn(versionNum)}
SELECT c.oid, ${aclOrNull("c.relacl")} AS acl,
       coalesce(k.list, '[]'::json) AS columns, i.name AS "identityIndex",
       coalesce(r.names, '[]'::json) AS rules, coalesce(p.names, '[]'::json) AS policies,
       coalesce(o.publications, '[]'::json) AS "alsoIn"
FROM pg_class c
LEFT JOIN columns k ON k.attrelid = c.oid
LEFT JOIN identity i ON i.indrelid = c.oid
LEFT JOIN rules r ON r.ev_class = c.oid
LEFT JOIN policies p ON p.polrelid = c.oid
LEFT JOIN also o ON o.oid = c.oid
WHERE c.oid IN (SELECT unnest(${TABLES}))
ORDER BY c.oid
`;

/** Sequences that a column owns: of serial (auto dependency) and of identity (internal dependency). */
export const SEQUENCE_RIGHTS = `
SELECT n.nspname::text AS schema, c.relname::text AS name, pg_get_userbyid(c.relowner)::text AS owner,
       d.refobjid AS "table", ${aclOrNull("c.relacl")} AS acl
FROM pg_depend d
JOIN pg_class c ON c.oid = d.objid AND c.relkind = 'S'
JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjsubid > 0
  AND d.deptype IN ('a', 'i') AND d.refobjid IN (SELECT unnest(${TABLES}))
ORDER BY 1, 2
`;

/** Views by their rewrite rule, and functions whose body the server keeps parsed (SQL-standard bodies). */
export const DEPENDENTS = `
SELECT CASE c.relkind WHEN 'v' THEN 'view' ELSE 'materialized view' END AS kind,
       n.nspname::text AS schema, c.relname::text AS name, pg_get_userbyid(c.relowner)::text AS owner,
       json_agg(DISTINCT d.refobjid::bigint) AS tables
FROM pg_depend d
JOIN pg_rewrite r ON r.oid = d.objid AND d.classid = 'pg_rewrite'::regclass
JOIN pg_class c ON c.oid = r.ev_class AND c.relkind IN ('v', 'm')
JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE d.refclassid = 'pg_class'::regclass AND d.refobjid IN (SELECT unnest(${TABLES}))
GROUP BY c.oid, c.relkind, c.relname, c.relowner, n.nspname
UNION ALL
SELECT 'function', n.nspname::text, f.proname::text, pg_get_userbyid(f.proowner)::text, json_agg(DISTINCT d.refobjid::bigint)
FROM pg_depend d
JOIN pg_proc f ON f.oid = d.objid AND d.classid = 'pg_proc'::regclass
JOIN pg_namespace n ON n.oid = f.pronamespace
WHERE d.refclassid = 'pg_class'::regclass AND d.refobjid IN (SELECT unnest(${TABLES}))
GROUP BY f.oid, f.proname, f.proowner, n.nspname
ORDER BY 1, 2, 3
`;

/**
 * A parameter that is kept to superusers takes the right to set it to be set or reset for a role, which from 15 on can be
 * granted (PostgreSQL 15 docs, ALTER ROLE). One that this session may not even see in pg_settings is such a one; a name with a
 * dot is a customized option, which may be unknown here. `role` is never listed there (GUC_NO_SHOW_ALL), and any role may set it.
 */
export const roleSettings = (versionNum: number): string => `
SELECT d.datname::text AS database, split_part(entry, '=', 1) AS name, substr(entry, strpos(entry, '=') + 1) AS value,
       (SELECT u.rolsuper FROM pg_roles u WHERE u.rolname = current_user)
       OR coalesce(p.context NOT IN ('superuser', 'superuser-backend'), strpos(split_part(entry, '=', 1), '.') > 0 OR split_part(entry, '=', 1) = 'role')${
         versionNum >= 150_000 ? "\n       OR has_parameter_privilege(split_part(entry, '=', 1), 'SET')" : ""
       } AS "mayReset"
FROM pg_db_role_setting s
JOIN pg_roles r ON r.oid = s.setrole AND r.rolname = current_setting('headroom.role')
LEFT JOIN pg_database d ON d.oid = s.setdatabase
CROSS JOIN LATERAL unnest(s.setconfig) entry
LEFT JOIN pg_settings p ON lower(p.name) = lower(split_part(entry, '=', 1))
ORDER BY 1 NULLS FIRST, 2
`;

/** Beside tables, the sequences that follow them, and Electric's publication: a clean-up settles those. */
export const OWNED = `
SELECT o.type, o.identity
FROM (
  SELECT s.classid, s.objid, s.objsubid FROM pg_shdepend s
  JOIN pg_database d ON d.oid = s.dbid AND d.datname = current_database()
  WHERE s.refclassid = 'pg_authid'::regclass AND s.deptype = 'o'
    AND s.refobjid = (SELECT oid FROM pg_roles WHERE rolname = current_setting('headroom.role'))
    AND NOT (s.classid = 'pg_publication'::regclass
             AND s.objid IN (SELECT p.oid FROM pg_publication p WHERE p.pubname = current_setting('headroom.publication')))
    AND NOT (s.classid = 'pg_class'::regclass AND EXISTS (
      SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.oid = s.objid AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
        AND (c.relkind IN ('r', 'p')
             OR c.relkind = 'S' AND EXISTS (
               SELECT FROM pg_depend w
               WHERE w.classid = 'pg_class'::regclass AND w.objid = c.oid AND w.refclassid = 'pg_class'::regclass
                 AND w.refobjsubid > 0 AND w.deptype IN ('a', 'i')))))
  LIMIT 1000
) s CROSS JOIN LATERAL pg_identify_object(s.classid, s.objid, s.objsubid) o
WHERE o.identity IS NOT NULL
ORDER BY 1, 2
`;

export const DEPENDS_IN = `
SELECT DISTINCT d.datname::text AS name FROM pg_shdepend s JOIN pg_database d ON d.oid = s.dbid
WHERE s.refclassid = 'pg_authid'::regclass AND d.datname <> current_database()
  AND s.refobjid = (SELECT oid FROM pg_roles WHERE rolname = current_setting('headroom.role'))
ORDER BY 1
`;
