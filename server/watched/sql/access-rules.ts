import "server-only";
import { quoteLiteral } from "@/lib/postgres/identifier";

/** So many rules are read at most. */
export const MOST_RULES = 1000;

/** Parts of the access rules that the visiting role may read. */
export type AccessSight = {
  /** May execute pg_hba_file_rules(). */
  rules: boolean;
  /** A superuser may read when the files were changed. */
  files: boolean;
  activity: boolean;
};

/** Asks what the role that looks may read, where no look has told. */
export const ACCESS_SIGHT = `
SELECT has_function_privilege('pg_catalog.pg_hba_file_rules()', 'EXECUTE') AS rules, r.rolsuper AS files,
       has_table_privilege('pg_catalog.pg_stat_activity', 'SELECT')
       AND has_function_privilege('pg_catalog.pg_stat_get_activity(integer)', 'EXECUTE') AS activity
FROM pg_roles r WHERE r.rolname = current_user
`;

/** From 16 on a token that begins with a slash is a regular expression, in the C locale (PostgreSQL, hba.c, regexec_auth_token). */
const tokens = (column: string, subject: string, versionNum: number): string => `
  coalesce((SELECT json_agg(json_build_object('text', t.text, 'matches', ${
    versionNum >= 160_000
      ? `CASE WHEN left(t.text, 1) = '/' THEN ${subject} COLLATE "C" ~ substr(t.text, 2) END`
      : "NULL::boolean"
  }) ORDER BY t.place)
  FROM unnest(r.${column}) WITH ORDINALITY t (text, place)), '[]'::json)`;

const LOADED = `
  (SELECT max((pg_stat_file(f.name, true)).modification) <= pg_conf_load_time()
   FROM (SELECT to_jsonb(r) ->> 'file_name' AS name FROM read r UNION SELECT current_setting('hba_file')) f WHERE f.name IS NOT NULL)`;

const WALSENDERS = (role: string): string => `
  ARRAY(SELECT DISTINCT host(a.client_addr) FROM pg_stat_activity a
        WHERE a.usename = ${role} AND a.backend_type = 'walsender' AND a.client_addr IS NOT NULL ORDER BY 1 LIMIT 10)`;

/**
 * The rules for TCP sessions and what they are evaluated with, as one row. pg_hba_file_rules shows the files as they are now. Of the options
 * only a demand for a client certificate is read: others hold passwords. A line that can never match, such as hostssl without TLS, has
 * a text in `error` and is read all the same; one that the server refuses has nothing else. A file that cannot be read is an error.
 */
export function accessRules(electric: string, versionNum: number, { files, activity }: AccessSight): string {
  const role = quoteLiteral(electric);
  return `
WITH RECURSIVE member (oid) AS (
  SELECT r.oid FROM pg_roles r WHERE r.rolname = ${role}
  UNION
  SELECT m.roleid FROM pg_auth_members m JOIN member g ON g.oid = m.member
),
read AS MATERIALIZED (
  SELECT * FROM pg_hba_file_rules() WITH ORDINALITY
),
kept AS MATERIALIZED (
  SELECT * FROM read WHERE type IS DISTINCT FROM 'local' ORDER BY ordinality LIMIT ${MOST_RULES}
)
SELECT coalesce((SELECT json_agg(json_build_object(
         'file', to_jsonb(r) ->> 'file_name', 'line', r.line_number, 'type', r.type,
         'databases', ${tokens("database", "current_database()::text", versionNum)},
         'users', ${tokens("user_name", `${role}::text`, versionNum)},
         'address', r.address, 'netmask', r.netmask, 'method', r.auth_method,
         'clientCertificate', EXISTS (SELECT FROM unnest(r.options) o WHERE o LIKE 'clientcert=verify-%'),
         'error', r.error IS NOT NULL AND r.type IS NULL) ORDER BY r.ordinality) FROM kept r), '[]'::json) AS rules,
       (SELECT count(*) FROM read WHERE type IS DISTINCT FROM 'local') <= ${MOST_RULES} AS complete,
       ${files ? LOADED : "NULL::boolean"} AS loaded,
       current_setting('ssl') = 'on' AS tls,
       host(inet_client_addr()) AS "visitAddress", host(inet_server_addr()) AS "serverAddress",
       ${activity ? WALSENDERS(role) : "'{}'::text[]"} AS "electricAddresses",
       ARRAY(SELECT r.rolname::text FROM member m JOIN pg_roles r ON r.oid = m.oid ORDER BY 1) AS "memberOf"
`;
}
