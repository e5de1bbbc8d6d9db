import "server-only";

/**
 * Types whose text by a cast can differ from what their output function writes, which is what pgoutput sends; domains over
 * them included, because a cast ignores those (PostgreSQL source, find_coercion_pathway in parse_coerce.c). A cast without
 * an entry here, or one WITH INOUT, calls the output function itself. Of the built-in functions, those of name, cidr and "char" write the
 * same text, and Electric reads character(n) itself through concat(), but no domain over it (seen on 14 to 18).
 */
export const TEXTS = `
domains AS MATERIALIZED (SELECT oid, typbasetype FROM pg_type WHERE typtype = 'd'),
texts AS (
  SELECT t.oid, false AS "isDomain", k.castfunc AS func,
         CASE WHEN t.oid = 'pg_catalog.bool'::regtype THEN 'boolean' WHEN t.oid = 'pg_catalog.inet'::regtype THEN 'inet'
              WHEN t.oid = 'pg_catalog.bpchar'::regtype THEN 'character' WHEN t.oid = 'pg_catalog.xml'::regtype THEN 'xml'
              WHEN EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_catalog.pg_cast'::regclass AND d.objid = k.oid
                           AND d.refclassid = 'pg_catalog.pg_extension'::regclass AND d.deptype = 'e') THEN 'extension'
              ELSE 'cast' END AS how
  FROM pg_cast k JOIN pg_type t ON t.oid = k.castsource AND t.typtype <> 'd' JOIN pg_proc o ON o.oid = t.typoutput
  WHERE k.casttarget = 'pg_catalog.text'::regtype
    AND (k.castmethod = 'f' AND t.oid NOT IN ('pg_catalog.name'::regtype, 'pg_catalog.cidr'::regtype, 'pg_catalog."char"'::regtype)
         OR k.castmethod = 'b' AND o.prosrc NOT IN ('textout', 'varcharout'))
  UNION ALL
  SELECT d.oid, true, x.func, x.how FROM texts x JOIN domains d ON d.typbasetype = x.oid
),`;

/** Characters that a JSON text has to escape (RFC 8259, 7): the backslash and the control characters; Electric escapes the quote. */
const ESCAPED = [92, ...Array.from({ length: 31 }, (_, i) => i + 1)];

/** Whether a name has such a character; one pass over it, at a tenth of what a regular expression costs. */
const ODD = `(translate(a.attname::text, ${ESCAPED.map((code) => `chr(${code})`).join(" || ")}, '') <> a.attname::text)`;

/**
 * Columns of a table that matter: generated ones, those whose cast to text Electric's role may not call (a cast is the call of its
 * function, with EXECUTE asked for; an output function is not asked for), columns of the key whose text can differ, and names that Electric's JSON
 * garbles. Electric takes every column of the primary key's index for the key, INCLUDE columns too, and all columns where
 * there is none (Electric 1.7.12, postgres/inspector/direct_inspector.ex).
 */
export const COLUMNS = `
differing AS MATERIALIZED (
  SELECT x.oid, x.how, x.func,
         x.func <> 0 AND NOT has_function_privilege(coalesce(t.oid, e.oid), x.func, 'EXECUTE') AS refused
  FROM texts x LEFT JOIN electric e ON true LEFT JOIN acting t ON true
  WHERE x."isDomain" OR x.how <> 'character'
),
marked AS MATERIALIZED (
  SELECT a.attrelid, a.attnum, a.attname, a.atttypid, a.atttypmod, a.attgenerated, a.attacl IS NOT NULL AS "hasAcl", ${ODD} AS odd
  FROM pg_attribute a
  WHERE a.attrelid >= 16384 AND a.attnum > 0 AND NOT a.attisdropped
    AND (a.attgenerated <> '' OR a.attacl IS NOT NULL OR a.atttypid IN (SELECT oid FROM differing) OR ${ODD})
),
columns AS (
  SELECT a.attrelid,
         array_agg(a.attname::text ORDER BY a.attnum) FILTER (WHERE a.attgenerated = 's') AS stored,
         array_agg(a.attname::text ORDER BY a.attnum) FILTER (WHERE a.attgenerated = 'v') AS virtual,
         array_agg(a.attname::text ORDER BY a.attnum)
           FILTER (WHERE a.attgenerated = 's' AND (k.indrelid IS NULL OR a.attnum = ANY (k.indkey))) AS "generatedKey",
         json_agg(json_build_object('column', a.attname, 'type', format_type(a.atttypid, a.atttypmod), 'how', x.how) ORDER BY a.attnum)
           FILTER (WHERE x.how IS NOT NULL AND (k.indrelid IS NULL OR a.attnum = ANY (k.indkey))) AS "keyText",
         json_agg(json_build_object('column', a.attname, 'type', format_type(a.atttypid, a.atttypmod),
                                    'function', x.func::regprocedure::text) ORDER BY a.attnum)
           FILTER (WHERE x.refused) AS "refusedCasts",
         array_agg(a.attname::text ORDER BY a.attnum) FILTER (WHERE a.odd) AS "oddColumns",
         bool_or(a."hasAcl") AS "hasAcl"
  FROM marked a
  LEFT JOIN differing x ON x.oid = a.atttypid
  LEFT JOIN pg_index k ON k.indrelid = a.attrelid AND k.indisprimary
  WHERE a.attgenerated <> '' OR a.odd OR a."hasAcl" OR x.refused OR k.indrelid IS NULL OR a.attnum = ANY (k.indkey)
  GROUP BY a.attrelid
),`;
