import "server-only";
import { FILTER_BEHIND_LOCK } from "@/lib/snapshot/relation";
import { electricAndActing } from "./acting";
import { COLUMNS, TEXTS } from "./columns";
import { refusals } from "./refusals";

const MEMBERSHIP_14 = `json_build_object('filter', NULL, 'columns', NULL)`;

/** pg_get_expr takes a lock on the table, and a visit never waits for a lock: a filter on a table that is locked stays unread. */
const membership15 = (seesLocks: boolean): string => `json_build_object(
         'filter', CASE WHEN m.prqual IS NULL THEN NULL
                        WHEN ${seesLocks ? "m.prrelid IN (SELECT relation FROM locked)" : "true"} THEN '${FILTER_BEHIND_LOCK}'
                        ELSE pg_get_expr(m.prqual, m.prrelid) END,
         'columns', (SELECT json_agg(a.attname ORDER BY a.attnum)
                     FROM unnest(m.prattrs) k JOIN pg_attribute a ON a.attrelid = m.prrelid AND a.attnum = k))`;

const LOCKED = `
locked AS (
  SELECT l.relation FROM pg_locks l
  JOIN pg_database d ON d.oid = l.database AND d.datname = current_database()
  WHERE l.mode = 'AccessExclusiveLock' AND l.pid <> pg_backend_pid()
),`;

/** `true` as pg_policy keeps it. pg_get_expr would give it as SQL, and would take a lock on the table for it. */
const CONSTANT_TRUE = "{CONST :consttype 16 %:constisnull false%:constvalue 1 [ 1 %";

/**
 * Every table, view, materialized view and foreign table that is not the system's, in one pass over the catalogue. It reads
 * pages and rows as the last VACUUM saw them: pg_relation_size and its like take locks. It calls functions by oid:
 * for what has been dropped meanwhile they answer NULL.
 */
export const relations = ({ versionNum, seesLocks }: { versionNum: number; seesLocks: boolean }): string => `
WITH RECURSIVE ${electricAndActing(versionNum)},${versionNum >= 150_000 && seesLocks ? LOCKED : ""}
members AS (
  SELECT m.* FROM pg_publication_rel m
  JOIN pg_publication p ON p.oid = m.prpubid AND p.pubname = current_setting('headroom.publication')
),
ancestry AS (
  SELECT inhrelid, array_agg(inhparent ORDER BY inhseqno) AS parents, bool_or(inhdetachpending) AS pending
  FROM pg_inherits GROUP BY inhrelid
),
${TEXTS}
${COLUMNS}${refusals(versionNum)}
extensions AS (
  SELECT d.objid, min(x.extname::text) AS name
  FROM pg_depend d JOIN pg_extension x ON x.oid = d.refobjid
  WHERE d.refclassid = 'pg_extension'::regclass AND d.classid = 'pg_class'::regclass AND d.deptype = 'e'
  GROUP BY d.objid
),
hypertables AS (SELECT DISTINCT tgrelid FROM pg_trigger WHERE tgname = 'ts_insert_blocker'),
policies AS (
  SELECT p.polrelid, e.oid AS role,
         bool_or(p.polpermissive AND x.always) AND bool_and(p.polpermissive OR x.always) AS "showAll"
  FROM pg_policy p CROSS JOIN (SELECT oid FROM electric UNION SELECT oid FROM acting) e
  CROSS JOIN LATERAL (SELECT coalesce(p.polqual::text LIKE '${CONSTANT_TRUE}', false) AS always) x
  WHERE p.polcmd IN ('r', '*')
    AND EXISTS (SELECT FROM unnest(p.polroles) r WHERE r = 0 OR pg_has_role(e.oid, r, 'USAGE'))
  GROUP BY p.polrelid, e.oid
)
SELECT c.oid,
       n.nspname::text AS schema,
       c.relname::text AS name,
       c.relkind::text AS kind,
       CASE c.relpersistence WHEN 'p' THEN 'permanent' WHEN 'u' THEN 'unlogged' ELSE 'temporary' END AS persistence,
       c.relispartition AS "isPartition",
       x.name AS extension,
       h.tgrelid IS NOT NULL AS hypertable,
       coalesce(i.parents, '{}'::oid[]) AS parents,
       coalesce(i.pending, false) AS "detachPending",
       pg_get_userbyid(c.relowner)::text AS owner,
       pg_has_role(e.oid, c.relowner, 'USAGE') AS "ownerRights",
       has_table_privilege(e.oid, c.oid, 'SELECT') AS "select",
       c.relreplident::text AS "replicaIdentity",
       c.relrowsecurity AS "rowSecurity",
       c.relforcerowsecurity AS "forceRowSecurity",
       coalesce(y."showAll", false) AS "policyShowsAll",
       CASE WHEN t.oid IS NOT NULL THEN json_build_object('ownerRights', pg_has_role(t.oid, c.relowner, 'USAGE'),
              'select', has_table_privilege(t.oid, c.oid, 'SELECT'), 'policyShowsAll', coalesce(z."showAll", false)) END AS acting,
       CASE WHEN g."hasAcl" AND e.oid IS NOT NULL THEN NOT has_table_privilege(coalesce(t.oid, e.oid), c.oid, 'SELECT')
              AND NOT EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
                              AND NOT has_column_privilege(coalesce(t.oid, e.oid), c.oid, a.attnum, 'SELECT'))
            ELSE false END AS "selectsColumns",
       k.indrelid IS NOT NULL AS "hasPrimaryKey",
       coalesce(g.stored, '{}'::text[]) AS "generatedStored",
       coalesce(g.virtual, '{}'::text[]) AS "generatedVirtual",
       coalesce(g."generatedKey", '{}'::text[]) AS "generatedKey",
       CASE WHEN k.indrelid IS NOT NULL THEN true ELSE EXISTS (
         SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) END AS "hasColumns",
       coalesce(f.publications, '[]'::json) AS "fullRefusedBy",
       coalesce(o.publications, '{}'::text[])
         || CASE WHEN c.relkind IN ('r', 'p') AND c.relpersistence = 'p' THEN w.publications ELSE '{}'::text[] END AS "otherPublications",
       coalesce(g."keyText", '[]'::json) AS "keyText",
       coalesce(g."refusedCasts", '[]'::json) AS "refusedCasts",
       coalesce(g."oddColumns", '{}'::text[]) AS "oddColumns",
       nullif(c.reltuples, -1)::float8 AS rows,
       c.relpages::float8 * current_setting('block_size')::float8 AS bytes,
       pg_stat_get_tuples_updated(c.oid)::float8 AS updates,
       pg_stat_get_tuples_deleted(c.oid)::float8 AS deletes,
       CASE WHEN m.oid IS NOT NULL THEN ${versionNum >= 150_000 ? membership15(seesLocks) : MEMBERSHIP_14} END AS published
FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
LEFT JOIN electric e ON true
LEFT JOIN acting t ON true
LEFT JOIN pg_index k ON k.indrelid = c.oid AND k.indisprimary
LEFT JOIN ancestry i ON i.inhrelid = c.oid
LEFT JOIN extensions x ON x.objid = c.oid
LEFT JOIN columns g ON g.attrelid = c.oid
LEFT JOIN hypertables h ON h.tgrelid = c.oid
LEFT JOIN refusals f ON f.oid = c.oid
LEFT JOIN others o ON o.oid = c.oid
CROSS JOIN everywhere w
LEFT JOIN policies y ON y.polrelid = c.oid AND y.role = e.oid
LEFT JOIN policies z ON z.polrelid = c.oid AND z.role = t.oid
LEFT JOIN members m ON m.prrelid = c.oid
WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f')
ORDER BY n.nspname, c.relname
`;
