import "server-only";
import { TABLES } from "./rights";

/** Before 16 a subscription always writes as its own owner (PostgreSQL 16 docs, 31.9). */
const WRITERS = (versionNum: number): string =>
  versionNum >= 160_000
    ? `SELECT s.subname::text AS name, pg_get_userbyid(s.subowner)::text AS owner, r.srrelid::bigint AS tbl
  FROM pg_subscription s
  JOIN pg_database d ON d.oid = s.subdbid AND d.datname = current_database()
  JOIN pg_subscription_rel r ON r.srsubid = s.oid
  WHERE NOT s.subrunasowner AND r.srrelid = ANY (${TABLES})`
    : `SELECT NULL::text AS name, NULL::text AS owner, NULL::bigint AS tbl WHERE false`;

const ELECTRIC = `(SELECT oid FROM pg_roles WHERE rolname = current_setting('headroom.role'))`;

/** A foreign key that changes rows of the referencing table, not only deletes them. */
const REWRITES = `(c.confdeltype IN ('n', 'd') OR c.confupdtype IN ('c', 'n', 'd'))`;

/** Subscriptions that write into tables with the rights of each table's owner, which their own owner has to be able to become. */
export const subscriptionsInto = (versionNum: number): string => `
SELECT w.name, w.owner, json_agg(w.tbl ORDER BY w.tbl) AS tables
FROM (${WRITERS(versionNum)}) w
GROUP BY 1, 2 ORDER BY 1
`;

/**
 * Functions that Electric's role may not call (nobody may, where there is no such role yet) and that Postgres calls as the
 * owner of a table: in index expressions, predicates and statistics at ANALYZE and REINDEX; in the comparison of a foreign
 * key; and, where a foreign key or a subscription writes as the owner, in CHECKs, generated columns and defaults.
 * What an operator calls counts as called. Functions of the system itself stand in no pg_depend and are everybody's.
 */
export const closedFunctions = (versionNum: number): string => `
WITH subscribed AS (SELECT w.tbl FROM (${WRITERS(versionNum)}) w),
rewritten AS (
  SELECT c.conrelid AS oid, bool_or('d' IN (c.confdeltype, c.confupdtype)) AS defaults
  FROM pg_constraint c WHERE c.contype = 'f' AND c.conrelid = ANY (${TABLES}) AND ${REWRITES}
  GROUP BY c.conrelid
),
used AS (
  SELECT i.indrelid AS oid, 'analyze' AS use, d.refclassid, d.refobjid
  FROM pg_index i JOIN pg_depend d ON d.classid = 'pg_class'::regclass AND d.objid = i.indexrelid
  WHERE i.indrelid = ANY (${TABLES})
  UNION ALL
  SELECT s.stxrelid, 'analyze', d.refclassid, d.refobjid
  FROM pg_statistic_ext s JOIN pg_depend d ON d.classid = 'pg_statistic_ext'::regclass AND d.objid = s.oid
  WHERE s.stxrelid = ANY (${TABLES})
  UNION ALL
  SELECT t.oid, 'keys', 'pg_operator'::regclass, o.oid
  FROM pg_constraint c
  CROSS JOIN LATERAL unnest(c.conpfeqop || c.conppeqop || c.conffeqop) o (oid)
  CROSS JOIN LATERAL (VALUES (c.conrelid), (c.confrelid)) t (oid)
  WHERE c.contype = 'f' AND t.oid = ANY (${TABLES})
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
calls AS (
  SELECT u.oid, u.use, u.refobjid AS called FROM used u WHERE u.refclassid = 'pg_proc'::regclass
  UNION ALL
  SELECT u.oid, u.use, o.oprcode FROM used u JOIN pg_operator o ON o.oid = u.refobjid
  WHERE u.refclassid = 'pg_operator'::regclass
)
SELECT p.oid::regprocedure::text AS identity, pg_get_userbyid(p.proowner)::text AS owner,
       json_agg(DISTINCT c.oid::bigint) AS tables, json_agg(DISTINCT c.use) AS uses
FROM calls c JOIN pg_proc p ON p.oid = c.called
WHERE NOT coalesce(has_function_privilege(${ELECTRIC}, p.oid, 'EXECUTE'), has_function_privilege('public', p.oid, 'EXECUTE'))
GROUP BY p.oid, p.proowner
ORDER BY 1
`;

/**
 * Triggers that run with the rights of a table's owner, because a foreign key's CASCADE, SET NULL or SET DEFAULT changes
 * the table, or a subscription does. What fires after a foreign key's change runs as who asked for it up to 17, and as the owner
 * from 18 on (PostgreSQL 18 release notes; tried on 14 to 18). SECURITY DEFINER brings its own rights along.
 */
export const ownersTriggers = (versionNum: number): string => `
SELECT t.tgrelid AS "table", t.tgname::text AS name, x.by
FROM pg_trigger t
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
WHERE t.tgrelid = ANY (${TABLES}) AND NOT t.tgisinternal
ORDER BY 1, 2, 3
`;

/**
 * Schemas in which a foreign key looks up its comparison, with the rights of the owner of the table that it asks: those of the
 * operators, of what they compare, and of collations that have to be named.
 */
export const KEY_SCHEMAS = `
SELECT n.nspname::text AS schema, json_agg(DISTINCT t.oid::bigint) AS tables
FROM pg_constraint c
CROSS JOIN LATERAL (VALUES (c.conrelid), (c.confrelid)) t (oid)
CROSS JOIN LATERAL (
  SELECT x.ns FROM unnest(c.conpfeqop || c.conppeqop || c.conffeqop) k (op)
  JOIN pg_operator o ON o.oid = k.op
  JOIN pg_type y ON y.oid IN (o.oprleft, o.oprright)
  CROSS JOIN LATERAL (VALUES (o.oprnamespace), (y.typnamespace)) x (ns)
  UNION
  SELECT l.collnamespace FROM pg_attribute a
  JOIN pg_collation l ON l.oid = a.attcollation AND NOT l.collisdeterministic
  WHERE a.attrelid = c.conrelid AND a.attnum = ANY (c.conkey) OR a.attrelid = c.confrelid AND a.attnum = ANY (c.confkey)
) s
JOIN pg_namespace n ON n.oid = s.ns AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
WHERE c.contype = 'f' AND t.oid = ANY (${TABLES})
GROUP BY 1 ORDER BY 1
`;
