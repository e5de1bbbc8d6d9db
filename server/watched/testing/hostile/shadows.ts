import { quoteLiteral } from "@/lib/postgres/identifier";

/** The functions and relations of pg_catalog to shadow, by name, beside every operator and type. */
export type Shadowed = { functions: readonly string[]; relations: readonly string[] };

const list = (names: readonly string[]): string =>
  `ARRAY[${names.map(quoteLiteral).join(", ")}]::pg_catalog.text[]`;

/** Types that no statement of ours has to do with: their operators would only cost time. */
const STRANGE = [
  "point",
  "lseg",
  "path",
  "box",
  "polygon",
  "line",
  "circle",
  "money",
  "macaddr",
  "macaddr8",
  "bit",
  "varbit",
  "tsvector",
  "tsquery",
  "anyrange",
  "anymultirange",
];

/** Every operator of pg_catalog but those of strange types, with the same arguments. */
const OPERATORS = `
  FOR o IN
    SELECT p.oid, p.oprname AS name, nullif(p.oprleft, 0)::regtype AS l, p.oprright::regtype AS r, p.oprresult::regtype AS result
    FROM pg_operator p
    WHERE p.oprnamespace = 'pg_catalog'::regnamespace AND p.oprcode <> 0
      AND NOT (p.oprleft::regtype::text = ANY (${list(STRANGE)}) OR p.oprright::regtype::text = ANY (${list(STRANGE)}))
  LOOP
    what := format('operator %s (%s, %s)', o.name, o.l, o.r);
    EXECUTE format('CREATE FUNCTION public.%I(%s) RETURNS %s LANGUAGE plpgsql IMMUTABLE AS %L',
      'operator_' || o.oid, concat_ws(', ', o.l, o.r), o.result,
      format('BEGIN PERFORM public.hostile(%L); RETURN %s OPERATOR(pg_catalog.%s) %s; END',
        what, CASE WHEN o.l IS NOT NULL THEN '$1' END, o.name, CASE WHEN o.l IS NULL THEN '$1' ELSE '$2' END));
    EXECUTE format('CREATE OPERATOR public.%s (%s RIGHTARG = %s, FUNCTION = public.%I)',
      o.name, 'LEFTARG = ' || o.l || ',', o.r, 'operator_' || o.oid);
  END LOOP;`;

/** Comparisons of two types that pg_catalog compares only after a cast: a better match, at any place of the search path. */
const MIXED = `
  FOR o IN
    SELECT s.name, l.type AS l, r.type AS r
    FROM unnest(ARRAY['=', '<>']) s (name), unnest(${list(["name", "text", "oid", "regclass", "int4", "int8", '"char"', "xid"])}) l (type),
         unnest(${list(["name", "text", "oid", "regclass", "int4", "int8", '"char"', "xid"])}) r (type)
    WHERE to_regoperator(format('pg_catalog.%s(%s,%s)', s.name, l.type, r.type)) IS NULL
  LOOP
    what := format('operator %s (%s, %s)', o.name, o.l, o.r);
    EXECUTE format('CREATE FUNCTION public.%I(%s, %s) RETURNS bool LANGUAGE plpgsql IMMUTABLE AS %L', what, o.l, o.r,
      format('BEGIN RETURN public.hostile(%L); END', what));
    EXECUTE format('CREATE OPERATOR public.%s (LEFTARG = %s, RIGHTARG = %s, FUNCTION = public.%I)', o.name, o.l, o.r, what);
  END LOOP;`;

/** Every function of these names that plpgsql can stand for ("any" it cannot), with the arguments and the result of the true one. */
const functions = (names: readonly string[]): string => `
  FOR o IN
    SELECT p.oid, p.proname AS name, pg_get_function_result(p.oid) AS result, p.proretset AS many, a.parts,
      coalesce(a.arguments, pg_get_function_arguments(p.oid)) AS arguments,
      (SELECT string_agg(CASE WHEN p.provariadic <> 0 AND n = p.pronargs THEN 'VARIADIC ' ELSE '' END || '$' || n, ', ')
       FROM generate_series(1, p.pronargs) n) AS given
    FROM pg_proc p CROSS JOIN LATERAL (
      SELECT count(*) > 0 AS parts,
        string_agg(CASE WHEN u.mode = 'i' THEN format_type(u.type, NULL) ELSE format('OUT %I %s', u.name, format_type(u.type, NULL)) END, ', ' ORDER BY u.n) AS arguments
      FROM unnest(p.proallargtypes, p.proargmodes, p.proargnames) WITH ORDINALITY u (type, mode, name, n)
      WHERE p.proargmodes IS NOT NULL AND p.provariadic = 0
    ) a
    WHERE p.pronamespace = 'pg_catalog'::regnamespace AND p.prokind = 'f' AND p.proname = ANY (${list(names)})
      AND NOT '"any"'::regtype = ANY (p.proargtypes)
  LOOP
    what := format('function %s(%s)', o.name, pg_get_function_identity_arguments(o.oid));
    EXECUTE format('CREATE FUNCTION public.%I(%s) RETURNS %s LANGUAGE plpgsql IMMUTABLE AS %L', o.name, o.arguments, o.result,
      format('BEGIN PERFORM public.hostile(%L); RETURN %s; END', what,
        CASE WHEN o.many THEN format('QUERY SELECT * FROM pg_catalog.%I(%s)', o.name, o.given)
             WHEN NOT o.parts THEN format('pg_catalog.%I(%s)', o.name, o.given) END));
  END LOOP;`;

/** Every aggregate of these names; one that takes "any" takes anyelement here, which plpgsql can. */
const aggregates = (names: readonly string[]): string => `
  FOR o IN
    SELECT p.oid, p.proname AS name, replace(pg_get_function_identity_arguments(p.oid), '"any"', 'anyelement') AS arguments,
      CASE t.typtype WHEN 'p' THEN 'text' ELSE format_type(t.oid, NULL) END AS result
    FROM pg_proc p JOIN pg_type t ON t.oid = p.prorettype
    WHERE p.pronamespace = 'pg_catalog'::regnamespace AND p.prokind = 'a' AND p.proname = ANY (${list(names)})
  LOOP
    EXECUTE format('CREATE FUNCTION public.%I(%s) RETURNS %s LANGUAGE plpgsql IMMUTABLE AS %L', 'aggregate_' || o.oid,
      concat_ws(', ', o.result, nullif(o.arguments, '')), o.result,
      format('BEGIN PERFORM public.hostile(%L); RETURN $1; END', 'aggregate ' || o.name));
    EXECUTE format('CREATE AGGREGATE public.%I(%s) (SFUNC = public.%I, STYPE = %s)', o.name,
      coalesce(nullif(o.arguments, ''), '*'), 'aggregate_' || o.oid, o.result);
  END LOOP;`;

/** A domain over every base type of pg_catalog, under its name, whose check is hostile. */
const TYPES = `
  FOR o IN
    SELECT t.typname AS name FROM pg_type t
    WHERE t.typnamespace = 'pg_catalog'::regnamespace AND t.typtype = 'b' AND t.typname !~ '^_'
  LOOP
    EXECUTE format('CREATE DOMAIN public.%1$I AS pg_catalog.%1$I CHECK (public.hostile_value(VALUE))', o.name);
  END LOOP;`;

/** A view for each of these catalogues, under its name; what the path finds it instead of runs its condition. */
const relations = (names: readonly string[]): string => `
  FOR o IN
    SELECT c.relname AS name, string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum) AS columns
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.atttypid <> 'anyarray'::regtype
    WHERE c.relnamespace = 'pg_catalog'::regnamespace AND c.relkind IN ('r', 'v') AND c.relname = ANY (${list(names)})
    GROUP BY c.relname
  LOOP
    EXECUTE format('CREATE VIEW public.%1$I AS SELECT %2$s FROM pg_catalog.%1$I WHERE public.hostile(%3$L)',
      o.name, o.columns, 'relation ' || o.name);
  END LOOP;`;

/** Returns SQL that shadows them all in the schema public; the session's search_path has to be pg_catalog alone. */
export const shadows = (shadowed: Shadowed): string => `
SET check_function_bodies = off;
DO $make$
DECLARE o record; what text;
BEGIN
${OPERATORS}
${MIXED}
${functions(shadowed.functions)}
${aggregates(shadowed.functions)}
${TYPES}
${relations(shadowed.relations)}
END $make$`;
