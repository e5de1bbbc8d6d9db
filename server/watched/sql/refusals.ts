import "server-only";

const SCHEMAS_15 = `
  UNION ALL
  SELECT c.oid, q.oid, false, false FROM pg_publication_namespace s JOIN publishers q ON q.oid = s.pnpubid
  JOIN pg_class c ON c.relnamespace = s.pnnspid AND c.relkind IN ('r', 'p')`;

/** On 18 a stored generated column that is not published is refused beside FULL, whatever way the table is published. */
const GENERATED_18 = `
    UNION ALL
    SELECT g.attrelid, q.name, NULL::oid, false, 'generated columns' AS because
    FROM publishers q JOIN (SELECT DISTINCT oid, pub FROM covered) d ON d.pub = q.oid JOIN columns g ON g.attrelid = d.oid
    WHERE NOT q.stored AND g.stored IS NOT NULL
    UNION ALL
    SELECT g.attrelid, q.name, NULL::oid, false, 'generated columns'
    FROM publishers q CROSS JOIN columns g WHERE q."allTables" AND NOT q.stored AND g.stored IS NOT NULL`;

/**
 * Publications other than Electric's that carry UPDATE or DELETE of a table and refuse both once the table is FULL: any column list of the
 * entry that a change is published by, which is the topmost ancestor's with publish_via_partition_root and the table's own
 * without (PostgreSQL source, RelationBuildPublicationDesc in relcache.c and pub_contains_invalid_column in publicationcmds.c).
 */
export const refusals = (versionNum: number): string => `
publishers AS MATERIALIZED (
  SELECT p.oid, p.pubname::text AS name, p.puballtables AS "allTables",
         coalesce((to_jsonb(p) ->> 'pubviaroot')::boolean, false) AS "viaRoot",
         coalesce(to_jsonb(p) ->> 'pubgencols' = 's', false) AS stored
  FROM pg_publication p
  WHERE p.pubname <> current_setting('headroom.publication') AND (p.pubupdate OR p.pubdelete)
),
entries AS MATERIALIZED (
  SELECT m.prrelid AS oid, q.oid AS pub, ${versionNum >= 150_000 ? "m.prattrs IS NOT NULL AS listed, m.prqual IS NOT NULL" : "false AS listed, false"} AS filtered
  FROM pg_publication_rel m JOIN publishers q ON q.oid = m.prpubid${versionNum >= 150_000 ? SCHEMAS_15 : ""}
),
covered AS (
  SELECT e.oid, e.pub, e.listed, e.filtered, e.oid AS entry, 0 AS depth FROM entries e
  UNION ALL
  SELECT i.inhrelid, d.pub, d.listed, d.filtered, d.entry, d.depth + 1
  FROM covered d JOIN pg_inherits i ON i.inhparent = d.oid JOIN pg_class c ON c.oid = i.inhrelid AND c.relispartition
),
refusals AS (
  SELECT x.oid, json_agg(json_build_object('publication', x.name, 'because', x.because, 'entry', x.entry::int8, 'filtered', x.filtered)
                         ORDER BY x.name, x.because) AS publications
  FROM (
    SELECT y.oid, y.name, y.entry, y.filtered, 'column list' AS because
    FROM (
      SELECT DISTINCT ON (d.oid, d.pub) d.oid, q.name, d.entry, d.filtered, d.listed
      FROM covered d JOIN publishers q ON q.oid = d.pub
      WHERE q."viaRoot" OR d.depth = 0
      ORDER BY d.oid, d.pub, d.depth DESC
    ) y
    WHERE y.listed${versionNum >= 180_000 ? GENERATED_18 : ""}
  ) x
  GROUP BY x.oid
),
others AS (
  SELECT d.oid, array_agg(DISTINCT q.name ORDER BY q.name) AS publications
  FROM covered d JOIN publishers q ON q.oid = d.pub GROUP BY d.oid
),
everywhere AS (
  SELECT coalesce(array_agg(q.name ORDER BY q.name), '{}'::text[]) AS publications FROM publishers q WHERE q."allTables"
),`;
