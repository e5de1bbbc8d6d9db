import { quoteIdentifier } from "@/lib/postgres/identifier";
import type { Major } from "@/server/embedded/binaries";
import { hostileText } from "./detector";

/** Tables and what hangs on them, with hostile code in each place where Postgres takes an expression or calls a function. */
export const OBJECTS = `
CREATE TABLE public.items (
  id pg_catalog.int4 PRIMARY KEY DEFAULT public.hostile_number('default', 1),
  note pg_catalog.text CONSTRAINT hostile_check CHECK (public.hostile('check')),
  made pg_catalog.text GENERATED ALWAYS AS (${hostileText("generated column", "note")}) STORED
);
CREATE INDEX items_expression ON public.items ((${hostileText("index expression", "note")} || ${hostileText("folded in an index")}));
CREATE INDEX items_predicate ON public.items (note)
  WHERE ${hostileText("index predicate", "note")} = ${hostileText("folded in a predicate")};
CREATE STATISTICS public.items_statistics ON (${hostileText("statistics", "note")} || ${hostileText("folded in statistics")}), id
  FROM public.items;
CREATE TRIGGER hostile_row BEFORE INSERT OR UPDATE OR DELETE ON public.items FOR EACH ROW EXECUTE FUNCTION public.hostile_trigger();
CREATE TRIGGER hostile_statement AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON public.items
  FOR EACH STATEMENT EXECUTE FUNCTION public.hostile_trigger();

CREATE TABLE public.lines (
  item pg_catalog.int4 REFERENCES public.items (id) ON DELETE CASCADE ON UPDATE CASCADE,
  note pg_catalog.text DEFAULT ${hostileText("default")}
);
CREATE RULE hostile_rule AS ON INSERT TO public.lines DO ALSO SELECT public.hostile('rule');

CREATE TABLE public.events (at pg_catalog.int4, note pg_catalog.text)
  PARTITION BY LIST ((${hostileText("partition key", "note")} || ${hostileText("folded in a partition key")}));
CREATE TABLE public.events_first PARTITION OF public.events
  (CONSTRAINT hostile_part CHECK (${hostileText("check of a partition", "note")} IS NOT NULL))
  FOR VALUES IN (${hostileText("partition bound", "'a'")});
CREATE TABLE public.events_rest PARTITION OF public.events DEFAULT;

CREATE VIEW public.report AS
  SELECT id, ${hostileText("view")} AS title FROM public.items WHERE public.hostile('condition of a view');
CREATE MATERIALIZED VIEW public.summary AS SELECT ${hostileText("materialized view")} AS title;

CREATE TYPE public.mood AS ENUM ('good');
CREATE FUNCTION public.hostile_mood(public.mood) RETURNS pg_catalog.text LANGUAGE plpgsql IMMUTABLE AS $f$
BEGIN PERFORM public.hostile('cast'); RETURN 'good'; END $f$;
CREATE CAST (public.mood AS pg_catalog.text) WITH FUNCTION public.hostile_mood(public.mood) AS IMPLICIT;
CREATE FUNCTION public.hostile_difference(pg_catalog.int4, pg_catalog.int4) RETURNS pg_catalog.float8 LANGUAGE plpgsql IMMUTABLE AS $f$
BEGIN PERFORM public.hostile('difference of a range'); RETURN 0; END $f$;
CREATE TYPE public.span AS RANGE (SUBTYPE = pg_catalog.int4, SUBTYPE_DIFF = public.hostile_difference);
CREATE DOMAIN public.label AS pg_catalog.text DEFAULT ${hostileText("default of a domain")} CHECK (public.hostile('check of a domain'));
CREATE TABLE public.odd (id pg_catalog.int8 PRIMARY KEY, mood public.mood, span public.span, label public.label,
  EXCLUDE USING gist (span WITH &&));
`;

/** A table with row security, in a schema that no target of the tests names. */
export const ROW_SECURITY = `
CREATE SCHEMA guarded;
CREATE TABLE guarded.secrets (id pg_catalog.int4 PRIMARY KEY, note pg_catalog.text);
ALTER TABLE guarded.secrets ENABLE ROW LEVEL SECURITY;
CREATE POLICY hostile_policy ON guarded.secrets
  USING (${hostileText("policy", "note")} IS NOT NULL AND ${hostileText("folded in a policy")} IS NOT NULL);
`;

/** Event triggers, which only a superuser can make; their function is the author's all the same. */
export const EVENT_TRIGGERS = ["ddl_command_start", "ddl_command_end", "sql_drop", "table_rewrite"]
  .map(
    (event) => `CREATE EVENT TRIGGER hostile_${event} ON ${event} EXECUTE FUNCTION public.hostile_event();`,
  )
  .join("\n");

/** A publication of the author's, with a filter and a list of columns where the version has them. */
export const publicationOf = (name: string, major: Major): string =>
  `CREATE PUBLICATION ${quoteIdentifier(name)} FOR TABLE public.items ${major >= 15 ? "(id, note) WHERE (id > 0)" : ""}`;
