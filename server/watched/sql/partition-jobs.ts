import "server-only";
import { quoteRelation } from "@/lib/postgres/identifier";
import { TABLES } from "./rights";
import { argumentsOf } from "./role-elsewhere";

/** Statements on partitions, in whatever spelling and also inside text that a function executes. */
const ON_PARTITIONS = String.raw`\m(partition\s+of|attach\s+partition|detach\s+partition)\M`;
const ON_TABLES = String.raw`\m(alter|drop|truncate)\s+table\M`;

/**
 * Functions and procedures of users whose body works on partitions, or alters or drops a table that it names and that is
 * one of these partitions or their root. Those of an extension are not among them.
 */
export const PARTITION_FUNCTIONS = `
WITH given AS MATERIALIZED (SELECT unnest(${TABLES}) AS oid),
named AS MATERIALIZED (
  SELECT c.relname::text AS name FROM given g JOIN pg_class c ON c.oid = g.oid AND (c.relkind = 'p' OR c.relispartition)
),
working AS MATERIALIZED (
  SELECT p.oid, p.pronamespace, p.proname, p.proargtypes, p.proowner, p.prosecdef
  FROM pg_proc p JOIN pg_language l ON l.oid = p.prolang AND l.lanname NOT IN ('internal', 'c')
  WHERE p.oid >= 16384 AND EXISTS (SELECT FROM named)
    AND (p.prosrc ~* '${ON_PARTITIONS}'
         OR p.prosrc ~* '${ON_TABLES}' AND EXISTS (SELECT FROM named x WHERE strpos(p.prosrc, x.name) > 0))
    AND NOT EXISTS (SELECT FROM pg_depend d
                    WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')
  ORDER BY p.oid LIMIT 200
),
args AS MATERIALIZED (${argumentsOf("working")})
SELECT n.nspname::text AS schema, w.proname::text AS name, coalesce(a.types, '[]'::jsonb) AS arguments,
       pg_get_userbyid(w.proowner)::text AS owner, w.prosecdef AS definer
FROM working w JOIN pg_namespace n ON n.oid = w.pronamespace
LEFT JOIN args a ON a.oid = w.oid
ORDER BY 1, 2, w.oid
`;

/**
 * The tables in which pg_cron and pg_partman keep their jobs, in whichever schema they were installed. To plan a query over a table can run
 * the code of its owner (index expressions, policies), so only an ordinary table of the extension is read whose owner is a
 * superuser or the visiting role itself, and that no row security filters.
 */
export const PARTITION_SCHEDULERS = `
SELECT x.extname::text AS by, n.nspname::text AS schema, c.relname::text AS name,
       c.relkind = 'r' AND has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(c.oid, 'SELECT')
         AND NOT row_security_active(c.oid)
         AND EXISTS (SELECT FROM pg_roles o WHERE o.oid = c.relowner AND (o.rolsuper OR o.rolname = current_user)) AS readable
FROM pg_extension x
JOIN pg_depend d ON d.refclassid = 'pg_extension'::regclass AND d.refobjid = x.oid
  AND d.classid = 'pg_class'::regclass AND d.deptype = 'e'
JOIN pg_class c ON c.oid = d.objid
JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE x.extname = 'pg_cron' AND c.relname = 'job' OR x.extname = 'pg_partman' AND c.relname = 'part_config'
ORDER BY 1
`;

type Table = { schema: string; name: string };

/** Jobs of pg_cron that run in this database. */
export const cronJobs = (table: Table): string => `
SELECT coalesce(to_jsonb(j) ->> 'jobname', to_jsonb(j) ->> 'jobid') AS name, to_jsonb(j) ->> 'username' AS role,
       to_jsonb(j) ->> 'command' AS command
FROM ${quoteRelation(table)} j
WHERE to_jsonb(j) ->> 'database' = current_database() AND coalesce(to_jsonb(j) ->> 'active', 'true') = 'true'
LIMIT 500
`;

/** Partitioned tables that pg_partman keeps. */
export const partmanTables = (table: Table): string => `
SELECT to_jsonb(c) ->> 'parent_table' AS name FROM ${quoteRelation(table)} c LIMIT 500
`;
