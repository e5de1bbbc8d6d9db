import "server-only";
import { TABLES } from "./rights";
import { argumentsOf } from "./role-elsewhere";

/** Unfolded once: compared row by row, the list of some thousand tables would be read anew for each row. */
export const GIVEN = `given AS MATERIALIZED (SELECT unnest(${TABLES}) AS oid)`;

/** Before 16 a subscription always writes as its own owner (PostgreSQL 16 docs, 31.9). */
export const WRITERS = (versionNum: number): string =>
  versionNum >= 160_000
    ? `SELECT s.subname::text AS name, pg_get_userbyid(s.subowner)::text AS owner, r.srrelid::bigint AS tbl
  FROM pg_subscription s
  JOIN pg_database d ON d.oid = s.subdbid AND d.datname = current_database()
  JOIN pg_subscription_rel r ON r.srsubid = s.oid
  JOIN given g ON g.oid = r.srrelid
  WHERE NOT s.subrunasowner`
    : `SELECT NULL::text AS name, NULL::text AS owner, NULL::bigint AS tbl WHERE false`;

const ELECTRIC = `(SELECT oid FROM pg_roles WHERE rolname = current_setting('headroom.role'))`;

/** A foreign key that changes rows of the referencing table, not only deletes them. */
export const REWRITES = `(c.confdeltype IN ('n', 'd') OR c.confupdtype IN ('c', 'n', 'd'))`;

/** Subscriptions that write into tables with the rights of each table's owner, which their own owner has to be able to become. */
export const subscriptionsInto = (versionNum: number): string => `
WITH ${GIVEN}
SELECT w.name, w.owner, json_agg(w.tbl ORDER BY w.tbl) AS tables
FROM (${WRITERS(versionNum)}) w
GROUP BY 1, 2 ORDER BY 1
`;

/**
 * Functions that Electric's role may not call (all of them, where there is no such role yet) and that Postgres calls as the
 * owner of a table: in index expressions, predicates and statistics at ANALYZE and REINDEX; in the comparison of a foreign
 * key; and, where a foreign key or a subscription writes as the owner, in CHECKs, generated columns and defaults.
 * What an operator calls counts as called. What initdb made (oids below 16384) is open to all roles.
 */
export const closedFunctions = (versionNum: number): string => `
WITH ${GIVEN},
subscribed AS MATERIALIZED (SELECT w.tbl FROM (${WRITERS(versionNum)}) w),
rewritten AS MATERIALIZED (
  SELECT c.conrelid AS oid, bool_or('d' IN (c.confdeltype, c.confupdtype)) AS defaults
  FROM given g JOIN pg_constraint c ON c.conrelid = g.oid AND c.contype = 'f' AND ${REWRITES}
  GROUP BY c.conrelid
),
used AS (
  SELECT i.indrelid AS oid, 'analyze' AS use, d.refclassid, d.refobjid
  FROM given g JOIN pg_index i ON i.indrelid = g.oid AND (i.indexprs IS NOT NULL OR i.indpred IS NOT NULL)
  JOIN pg_depend d ON d.classid = 'pg_class'::regclass AND d.objid = i.indexrelid
  UNION ALL
  SELECT s.stxrelid, 'analyze', d.refclassid, d.refobjid
  FROM given g JOIN pg_statistic_ext s ON s.stxrelid = g.oid
  JOIN pg_depend d ON d.classid = 'pg_statistic_ext'::regclass AND d.objid = s.oid
  UNION ALL
  SELECT t.oid, 'keys', 'pg_operator'::regclass, o.oid
  FROM pg_constraint c
  CROSS JOIN LATERAL unnest(c.conpfeqop || c.conppeqop || c.conffeqop) o (oid)
  CROSS JOIN LATERAL (VALUES (c.conrelid), (c.confrelid)) t (oid)
  JOIN given g ON g.oid = t.oid
  WHERE c.contype = 'f' AND o.oid >= 16384
  UNION ALL
  SELECT c.conrelid, 'writes', d.refclassid, d.refobjid
  FROM pg_constraint c JOIN pg_depend d ON d.classid = 'pg_constraint'::regclass AND d.objid = c.oid
  WHERE c.contype = 'c' AND (c.conrelid IN (SELECT oid FROM rewritten) OR c.conrelid IN (SELECT tbl FROM subscribed))
  UNION ALL
  SELECT a.adrelid, 'writes', d.refclassid, d.refobjid
  FROM pg_attrdef a JOIN pg_depend d ON d.classid = 'pg_attrdef'::regclass AND d.objid = a.oid
  JOIN pg_attribute b ON b.attrelid = a.adrelid AND b.attnum = a.adnum
  LEFT JOIN rewritten r ON r.oid = a.adrelid
  WHERE a.adrelid IN (SELECT tbl FROM subscribed) OR r.oid IS NOT NULL AND (r.defaults OR b.attgenerated <> '')
),
calls AS MATERIALIZED (
  SELECT u.oid, u.use, u.refobjid AS called FROM used u WHERE u.refclassid = 'pg_proc'::regclass
  UNION ALL
  SELECT u.oid, u.use, o.oprcode FROM used u JOIN pg_operator o ON o.oid = u.refobjid
  WHERE u.refclassid = 'pg_operator'::regclass
),
closed AS MATERIALIZED (
  SELECT p.oid, p.pronamespace, p.proname, p.proargtypes FROM pg_proc p
  WHERE p.oid IN (SELECT called FROM calls)
    AND NOT coalesce(has_function_privilege(${ELECTRIC}, p.oid, 'EXECUTE'), has_function_privilege('public', p.oid, 'EXECUTE'))
),
args AS MATERIALIZED (${argumentsOf("closed")})
SELECT n.nspname::text AS schema, p.proname::text AS name, coalesce(a.types, '[]'::jsonb) AS arguments, c.tables, c.uses
FROM closed p JOIN pg_namespace n ON n.oid = p.pronamespace
LEFT JOIN args a ON a.oid = p.oid
JOIN (SELECT called, json_agg(DISTINCT oid::bigint) AS tables, json_agg(DISTINCT use) AS uses FROM calls GROUP BY called) c
  ON c.called = p.oid
ORDER BY 1, 2, p.oid
`;

/**
 * Triggers that run with the rights of a table's owner, because a foreign key's CASCADE, SET NULL or SET DEFAULT changes
 * the table, or a subscription does. What fires after a foreign key's change runs as who asked for it up to 17, and as the owner
 * from 18 on (PostgreSQL 18 release notes; tried on 14 to 18). SECURITY DEFINER brings its own rights along.
 */
export const ownersTriggers = (versionNum: number): string => `
WITH ${GIVEN}
SELECT t.tgrelid AS "table", t.tgname::text AS name, x.by
FROM given g JOIN pg_trigger t ON t.tgrelid = g.oid
JOIN pg_proc p ON p.oid = t.tgfoid AND NOT p.prosecdef
JOIN pg_language l ON l.oid = p.prolang AND l.lanname <> 'internal'
CROSS JOIN LATERAL (
  SELECT 'foreign key' AS by
  WHERE t.tgenabled IN ('O', 'A') AND (t.tgtype & 2 <> 0 OR ${versionNum >= 180_000})
    AND EXISTS (SELECT FROM pg_constraint c
                WHERE c.contype = 'f' AND c.conrelid = t.tgrelid
                  AND (c.confdeltype = 'c' AND t.tgtype & 8 <> 0 OR ${REWRITES} AND t.tgtype & 16 <> 0))
  UNION ALL
  SELECT 'subscription'
  WHERE t.tgenabled IN ('R', 'A') AND t.tgrelid IN (SELECT w.tbl FROM (${WRITERS(versionNum)}) w)
) x
WHERE NOT t.tgisinternal
ORDER BY 1, 2, 3
`;

/**
 * Schemas in which a foreign key looks up its comparison, with the rights of the owner of the table that it asks: those of the
 * operators, of what they compare, and of collations that have to be named.
 */
export const KEY_SCHEMAS = `
WITH ${GIVEN},
keys AS MATERIALIZED (
  SELECT c.oid, c.conrelid, c.confrelid, c.conkey, c.confkey, c.conpfeqop || c.conppeqop || c.conffeqop AS operators
  FROM pg_constraint c
  WHERE c.contype = 'f' AND (c.conrelid IN (SELECT oid FROM given) OR c.confrelid IN (SELECT oid FROM given))
),
looked AS (
  SELECT k.oid, x.ns
  FROM keys k CROSS JOIN LATERAL unnest(k.operators) p (op)
  JOIN pg_operator o ON o.oid = p.op
  JOIN pg_type y ON y.oid IN (o.oprleft, o.oprright)
  CROSS JOIN LATERAL (VALUES (o.oprnamespace), (y.typnamespace)) x (ns)
  WHERE p.op >= 16384
  UNION
  SELECT k.oid, l.collnamespace
  FROM keys k
  CROSS JOIN LATERAL (VALUES (k.conrelid, k.conkey), (k.confrelid, k.confkey)) v (oid, columns)
  JOIN pg_attribute a ON a.attrelid = v.oid AND a.attnum = ANY (v.columns)
  JOIN pg_collation l ON l.oid = a.attcollation AND NOT l.collisdeterministic
)
SELECT n.nspname::text AS schema, json_agg(DISTINCT g.oid::bigint) AS tables
FROM looked s
JOIN keys k ON k.oid = s.oid
CROSS JOIN LATERAL (VALUES (k.conrelid), (k.confrelid)) t (oid)
JOIN given g ON g.oid = t.oid
JOIN pg_namespace n ON n.oid = s.ns AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
GROUP BY 1 ORDER BY 1
`;
