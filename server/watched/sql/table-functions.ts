import "server-only";
import { GIVEN, REWRITES, WRITERS } from "./owner-work";

/** Checks and stored generated columns run as the owner where one of these writes. */
const WRITES = `CASE WHEN a.rewrites OR s.tbl IS NOT NULL THEN 'writes' ELSE 'writer' END`;

/** A table, what of it is written by a foreign key with the owner's rights, and whether a subscription writes into it. */
const WRITTEN = `given g LEFT JOIN acted a ON a.oid = g.oid LEFT JOIN subscribed s ON s.tbl = g.oid`;

/**
 * Every object of a table that may call a function, by its place in pg_depend, and when it does so with the rights of the
 * table's owner. A trigger after the change of a foreign key runs as the owner from 18 on, see ownersTriggers.
 */
const objects = (versionNum: number): string => `
  SELECT 'pg_class'::regclass AS classid, i.indexrelid AS objid, i.indrelid AS tbl, 'index' AS kind, x.relname::text AS name,
         'maintenance' AS runs
  FROM given g JOIN pg_index i ON i.indrelid = g.oid JOIN pg_class x ON x.oid = i.indexrelid
  UNION ALL
  SELECT 'pg_statistic_ext'::regclass, s.oid, s.stxrelid, 'statistics', s.stxname::text, 'maintenance'
  FROM given g JOIN pg_statistic_ext s ON s.stxrelid = g.oid
  UNION ALL
  SELECT 'pg_constraint'::regclass, c.oid, t.oid, 'foreign key', c.conname::text, 'keys'
  FROM pg_constraint c CROSS JOIN LATERAL (VALUES (c.conrelid), (c.confrelid)) t (oid) JOIN given g ON g.oid = t.oid
  WHERE c.contype = 'f'
  UNION ALL
  SELECT 'pg_constraint'::regclass, c.oid, c.conrelid, 'check', c.conname::text, ${WRITES}
  FROM ${WRITTEN} JOIN pg_constraint c ON c.conrelid = g.oid AND c.contype = 'c'
  UNION ALL
  SELECT 'pg_attrdef'::regclass, d.oid, d.adrelid, CASE b.attgenerated WHEN '' THEN 'default' ELSE 'generated column' END,
         b.attname::text,
         CASE WHEN s.tbl IS NOT NULL OR a.defaults OR a.rewrites AND b.attgenerated <> '' THEN 'writes' ELSE 'writer' END
  FROM ${WRITTEN} JOIN pg_attrdef d ON d.adrelid = g.oid
  JOIN pg_attribute b ON b.attrelid = d.adrelid AND b.attnum = d.adnum
  UNION ALL
  SELECT 'pg_trigger'::regclass, t.oid, t.tgrelid, 'trigger', t.tgname::text,
         CASE WHEN t.tgenabled IN ('O', 'A') AND (t.tgtype & 2 <> 0 OR ${versionNum >= 180_000})
                   AND (a.deletes AND t.tgtype & 8 <> 0 OR a.rewrites AND t.tgtype & 16 <> 0)
                   OR t.tgenabled IN ('R', 'A') AND s.tbl IS NOT NULL
              THEN 'writes' ELSE 'writer' END
  FROM ${WRITTEN} JOIN pg_trigger t ON t.tgrelid = g.oid AND NOT t.tgisinternal AND t.tgenabled <> 'D'
  UNION ALL
  SELECT 'pg_policy'::regclass, p.oid, p.polrelid, 'policy', p.polname::text,
         CASE WHEN c.relrowsecurity AND c.relforcerowsecurity THEN 'reads' ELSE 'writer' END
  FROM given g JOIN pg_policy p ON p.polrelid = g.oid JOIN pg_class c ON c.oid = g.oid
  UNION ALL
  SELECT 'pg_rewrite'::regclass, r.oid, r.ev_class, 'rule', r.rulename::text,
         CASE WHEN a.oid IS NULL THEN 'writer' ELSE 'writes' END
  FROM ${WRITTEN} JOIN pg_rewrite r ON r.ev_class = g.oid AND r.ev_enabled <> 'D'
  UNION ALL
  SELECT 'pg_class'::regclass, g.oid, g.oid, 'table', '', ${WRITES} FROM ${WRITTEN}`;

const CALLED = `('pg_proc'::regclass, 'pg_operator'::regclass, 'pg_type'::regclass, 'pg_opclass'::regclass)`;

/** Before 15 the column itself stands in pg_depend for what a generated column calls, not its row of pg_attrdef. */
const GENERATES = `d.refclassid IN ('pg_proc'::regclass, 'pg_operator'::regclass)`;

/**
 * The calls beyond tables: an operator its function; an operator class the functions and operators of its family; a type
 * what it is made of, a range's difference and a domain's checks; a function what its body names, where the server keeps
 * that parsed. A SECURITY DEFINER function calls with its own owner's rights, so nothing follows from it.
 */
const EDGES = `
  SELECT d.classid AS class, d.objid AS id, d.refclassid AS toclass, d.refobjid AS toid, false AS checks
  FROM pg_depend d LEFT JOIN pg_proc p ON d.classid = 'pg_proc'::regclass AND p.oid = d.objid
  WHERE d.classid = 'pg_proc'::regclass AND NOT p.prosecdef
        AND d.refclassid IN ('pg_proc'::regclass, 'pg_operator'::regclass)
     OR d.classid = 'pg_type'::regclass
        AND d.refclassid IN ('pg_proc'::regclass, 'pg_type'::regclass, 'pg_opclass'::regclass)
  UNION ALL
  SELECT 'pg_operator'::regclass, o.oid, 'pg_proc'::regclass, o.oprcode::oid, false FROM pg_operator o WHERE o.oid >= 16384
  UNION ALL
  SELECT 'pg_type'::regclass, c.contypid, d.refclassid, d.refobjid, true
  FROM pg_constraint c JOIN pg_depend d ON d.classid = 'pg_constraint'::regclass AND d.objid = c.oid
  WHERE c.contypid <> 0 AND d.refclassid IN ${CALLED} AND d.refobjid <> c.contypid
  UNION ALL
  SELECT 'pg_type'::regclass, t.oid, d.refclassid, d.refobjid, false
  FROM pg_type t JOIN pg_depend d ON d.classid = 'pg_class'::regclass AND d.objid = t.typrelid
  WHERE t.typtype = 'c' AND d.refclassid = 'pg_type'::regclass
  UNION ALL
  SELECT 'pg_opclass'::regclass, k.oid, 'pg_proc'::regclass, f.amproc::oid, false
  FROM pg_opclass k JOIN pg_amproc f ON f.amprocfamily = k.opcfamily WHERE k.oid >= 16384
  UNION ALL
  SELECT 'pg_opclass'::regclass, k.oid, 'pg_operator'::regclass, f.amopopr, false
  FROM pg_opclass k JOIN pg_amop f ON f.amopfamily = k.opcfamily WHERE k.oid >= 16384`;

/** A foreign key casts what it compares where the types differ; only the operator stands in pg_depend. */
const KEY_CASTS = `
  SELECT t.oid AS tbl, 'foreign key' AS kind, c.conname::text AS name, 'keys' AS runs, 'keys' AS checked,
         'pg_proc'::regclass AS refclassid, k.castfunc AS refobjid
  FROM pg_cast k
  JOIN pg_attribute b ON b.atttypid = k.castsource
  JOIN pg_constraint c ON c.contype = 'f' AND c.conrelid = b.attrelid AND b.attnum = ANY (c.conkey)
  CROSS JOIN LATERAL (VALUES (c.conrelid), (c.confrelid)) t (oid)
  JOIN given g ON g.oid = t.oid
  WHERE k.castfunc >= 16384 AND k.castcontext = 'i'`;

/**
 * Functions that the tables use and that initdb did not make, each with its owner and where it is used. Read in one pass
 * over pg_depend, whatever the number of tables. A function of an extension that a superuser owns is left out.
 */
export const tableFunctions = (versionNum: number): string => `
WITH RECURSIVE ${GIVEN},
subscribed AS MATERIALIZED (SELECT DISTINCT w.tbl FROM (${WRITERS(versionNum)}) w),
acted AS MATERIALIZED (
  SELECT c.conrelid AS oid, bool_or(${REWRITES}) AS rewrites, bool_or(c.confdeltype = 'c') AS deletes,
         bool_or('d' IN (c.confdeltype, c.confupdtype)) AS defaults
  FROM given g JOIN pg_constraint c ON c.conrelid = g.oid AND c.contype = 'f' AND (c.confdeltype = 'c' OR ${REWRITES})
  GROUP BY c.conrelid
),
objects AS MATERIALIZED (${objects(versionNum)}),
roots AS MATERIALIZED (
  SELECT DISTINCT o.tbl,
         CASE WHEN o.kind <> 'table' THEN o.kind WHEN d.objsubid = 0 THEN 'partition key'
              WHEN ${GENERATES} THEN 'generated column' ELSE 'column type' END AS kind,
         CASE WHEN o.kind = 'table' THEN coalesce(b.attname::text, '') ELSE o.name END AS name,
         CASE WHEN o.kind = 'table' AND d.objsubid <> 0 AND NOT ${GENERATES} THEN 'maintenance' ELSE o.runs END AS runs,
         o.runs AS checked, d.refclassid, d.refobjid
  FROM pg_depend d JOIN objects o ON o.classid = d.classid AND o.objid = d.objid
  LEFT JOIN pg_attribute b ON o.kind = 'table' AND b.attrelid = d.objid AND b.attnum = d.objsubid AND d.objsubid > 0
  WHERE d.refclassid IN ${CALLED}
  UNION ALL (${KEY_CASTS})
),
edges AS MATERIALIZED (${EDGES}),
closure AS (
  SELECT DISTINCT r.refclassid::oid AS rootclass, r.refobjid AS rootid, r.refclassid::oid AS class, r.refobjid AS id,
         false AS checked
  FROM roots r
  UNION
  SELECT c.rootclass, c.rootid, e.toclass::oid, e.toid, c.checked OR e.checks
  FROM closure c JOIN edges e ON e.class = c.class AND e.id = c.id
),
found AS MATERIALIZED (
  SELECT c.rootclass, c.rootid, p.oid, bool_and(c.checked) AS checked
  FROM closure c JOIN pg_proc p ON p.oid = c.id AND c.class = 'pg_proc'::regclass
  JOIN pg_roles u ON u.oid = p.proowner
  LEFT JOIN pg_depend x ON x.classid = 'pg_proc'::regclass AND x.objid = p.oid AND x.deptype = 'e'
  WHERE NOT (p.oid < 16384 AND p.proowner = 10) AND NOT (x.objid IS NOT NULL AND u.rolsuper)
  GROUP BY 1, 2, 3
),
uses AS MATERIALIZED (
  SELECT DISTINCT f.oid, r.tbl, r.kind, r.name,
         CASE WHEN r.kind = 'column type' AND f.checked THEN r.checked ELSE r.runs END AS runs
  FROM roots r JOIN found f ON f.rootclass = r.refclassid AND f.rootid = r.refobjid
),
unfolded AS MATERIALIZED (
  SELECT p.oid, u.type, u.place
  FROM pg_proc p CROSS JOIN LATERAL unnest(p.proargtypes) WITH ORDINALITY u (type, place)
  WHERE p.oid IN (SELECT oid FROM found)
),
args AS MATERIALIZED (
  SELECT u.oid, jsonb_agg(jsonb_build_object('schema', n.nspname, 'name', t.typname) ORDER BY u.place) AS types
  FROM unfolded u JOIN pg_type t ON t.oid = u.type JOIN pg_namespace n ON n.oid = t.typnamespace
  GROUP BY u.oid
)
SELECT n.nspname::text AS schema, p.proname::text AS name, coalesce(a.types, '[]'::jsonb) AS arguments,
       pg_get_userbyid(p.proowner)::text AS owner, p.prosecdef AS "securityDefiner", u.uses
FROM (SELECT oid, json_agg(json_build_object('table', tbl::bigint, 'kind', kind, 'name', name, 'runs', runs)
                           ORDER BY tbl, kind, name, runs) AS uses FROM uses GROUP BY oid) u
JOIN pg_proc p ON p.oid = u.oid
JOIN pg_namespace n ON n.oid = p.pronamespace
LEFT JOIN args a ON a.oid = p.oid
ORDER BY 1, 2, p.oid
`;
