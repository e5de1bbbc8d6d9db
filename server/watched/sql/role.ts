import "server-only";
import { NEEDED } from "@/lib/electric/catalogues";
import { quoteLiteral } from "@/lib/postgres/identifier";
import { electricAndActing, mayBecome, ROLES_FIXED } from "./acting";

/** Returns the SQL for the values of `role` that ALTER ROLE and ALTER DATABASE fix, in the order in which a login tries them. */
const setRole = (versionNum: number): string => `
       (SELECT coalesce(json_agg(json_build_object('scope', x.scope, 'value', x.value, 'mayBecome', ${mayBecome(versionNum)},
               'mayReplicate', coalesce((SELECT o.rolreplication OR o.rolsuper FROM pg_roles o WHERE o.rolname = x.value), false))
               ORDER BY x.place), '[]'::json)
        FROM (${ROLES_FIXED}
        ) x) AS "setRole"`;

/** Tells how a password is kept, never the verifier itself (PostgreSQL, crypt.c, get_password_type). */
const VERIFIER = `
       (SELECT CASE WHEN a.rolpassword IS NULL THEN 'none' WHEN a.rolpassword ~ '^md5[0-9a-f]{32}$' THEN 'md5'
                    WHEN a.rolpassword ~ '^SCRAM-SHA-256\\$' THEN 'scram-sha-256' ELSE 'other' END
        FROM pg_authid a WHERE a.oid = r.oid)`;

/** Returns the SQL for what Electric needs of pg_catalog and the role of its sessions may not use. */
const CLOSED = `
       (SELECT coalesce(json_agg(json_build_object('kind', n.kind, 'name', n.name)), '[]'::json)
        FROM (VALUES ${NEEDED.map(({ kind, name }) => `(${quoteLiteral(kind)}, ${quoteLiteral(name)})`).join(", ")}) n (kind, name)
        WHERE NOT CASE n.kind
          WHEN 'schema' THEN has_schema_privilege(coalesce(t.oid, r.oid), n.name, 'USAGE')
          WHEN 'function' THEN has_function_privilege(coalesce(t.oid, r.oid), 'pg_catalog.' || n.name, 'EXECUTE')
          ELSE has_table_privilege(coalesce(t.oid, r.oid), 'pg_catalog.' || n.name, 'SELECT') END) AS closed`;

/**
 * Electric's role. A superuser has every role's rights, so for one only real memberships are listed.
 * The provider's groups that stand for REPLICATION come from the target's binding.
 */
export const role = ({
  versionNum,
  seesVerifiers,
}: {
  versionNum: number;
  seesVerifiers: boolean;
}): string => `
WITH ${electricAndActing(versionNum)},
others AS (
  SELECT o.rolname::text AS name, pg_has_role(r.oid, o.oid, 'USAGE') AS inherits
  FROM pg_roles r
  JOIN pg_roles o ON o.oid <> r.oid AND pg_has_role(r.oid, o.oid, 'MEMBER')
  WHERE r.rolname = current_setting('headroom.role')
    AND (NOT r.rolsuper OR EXISTS (SELECT FROM pg_auth_members m WHERE m.member = r.oid AND m.roleid = o.oid))
)
SELECT r.rolname::text AS name,
       r.rolcanlogin AS "canLogin",
       r.rolsuper AS superuser,
       r.rolreplication AS replication,
       r.rolbypassrls AS "bypassRls",
       r.rolinherit AS inherit,
       nullif(r.rolconnlimit, -1) AS "connectionLimit",
       CASE WHEN isfinite(r.rolvaliduntil)
            THEN to_char(r.rolvaliduntil AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') END AS "validUntil",
       has_database_privilege(r.oid, d.oid, 'CONNECT') AS connect,
       has_database_privilege(r.oid, d.oid, 'CREATE') AS "createOnDatabase",
       EXISTS (SELECT FROM pg_roles o WHERE o.rolname = 'pg_use_reserved_connections'
               AND pg_has_role(r.oid, o.oid, 'USAGE')) AS "usesReservedConnections",
       (SELECT min(name) FROM others
        WHERE name IN (SELECT json_array_elements_text(current_setting('headroom.replication_groups')::json)))
         AS "replicationThrough",
       ARRAY(SELECT name FROM others WHERE inherits ORDER BY name) AS "inheritsFrom",
       ARRAY(SELECT name FROM others WHERE NOT inherits ORDER BY name) AS "memberWithoutInherit",
       ARRAY(SELECT DISTINCT o.rolname::text FROM pg_auth_members m JOIN pg_roles o ON o.oid = m.roleid
             WHERE m.member = r.oid AND NOT o.rolcanlogin AND o.oid >= 16384
               AND o.rolname NOT IN (SELECT json_array_elements_text(current_setting('headroom.replication_groups')::json))
             ORDER BY 1) AS groups,${setRole(versionNum)},${CLOSED},
       CASE WHEN t.oid IS NOT NULL THEN json_build_object('name', t.rolname, 'superuser', t.rolsuper, 'bypassRls', t.rolbypassrls,
              'createOnDatabase', has_database_privilege(t.oid, d.oid, 'CREATE')) END AS acting,
       ${seesVerifiers ? VERIFIER : "NULL::text"} AS verifier
FROM pg_roles r
JOIN pg_database d ON d.datname = current_database()
LEFT JOIN (pg_roles t JOIN acting ON acting.oid = t.oid) ON true
WHERE r.rolname = current_setting('headroom.role')
`;

/** Settings that are fixed for Electric's role, this database, the pair, or every role; the strongest first. */
export const FIXED_SETTINGS = `
SELECT CASE WHEN s.setrole = 0 AND s.setdatabase = 0 THEN 'all roles'
            WHEN s.setrole = 0 THEN 'database'
            WHEN s.setdatabase = 0 THEN 'role'
            ELSE 'role in database' END AS scope,
       split_part(entry, '=', 1) AS name,
       substr(entry, strpos(entry, '=') + 1) AS value
FROM pg_db_role_setting s
JOIN pg_database d ON d.datname = current_database() AND s.setdatabase IN (0, d.oid)
LEFT JOIN pg_roles r ON r.oid = s.setrole
CROSS JOIN LATERAL unnest(s.setconfig) entry
WHERE s.setrole = 0 OR r.rolname = current_setting('headroom.role')
ORDER BY (s.setrole <> 0 AND s.setdatabase <> 0) DESC, s.setrole <> 0 DESC, s.setdatabase <> 0 DESC, name
`;

/**
 * Settings that the configuration of the server itself fixes for every session, where they are not Postgres' own defaults. A
 * session knows them as the values that RESET gives, unless a setting of its own role or database stands before it.
 */
export const SERVER_WIDE_SETTINGS = `
SELECT 'server' AS scope, p.name, p.reset_val AS value
FROM pg_settings p
WHERE p.name IN ('default_transaction_read_only', 'statement_timeout', 'lock_timeout', 'transaction_timeout',
                 'idle_in_transaction_session_timeout', 'lc_messages', 'default_transaction_isolation', 'search_path',
                 'synchronous_commit')
  AND p.reset_val <> p.boot_val
  AND NOT EXISTS (
    SELECT FROM pg_db_role_setting s
    JOIN pg_database d ON d.datname = current_database() AND s.setdatabase IN (0, d.oid)
    JOIN pg_roles r ON r.rolname = session_user AND s.setrole IN (0, r.oid)
    CROSS JOIN LATERAL unnest(s.setconfig) entry
    WHERE split_part(entry, '=', 1) = p.name)
ORDER BY p.name
`;
