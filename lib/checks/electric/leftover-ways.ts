import { CLOUD_PUBLICATION, cloudSlotOf, OLD_ELECTRIC } from "@/lib/electric/leftovers";
import { quoteIdentifier, quoteLiteral } from "@/lib/postgres/identifier";
import type { Leftover } from "@/lib/snapshot/leftover";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import type { Way } from "../finding";

/** Prints the statement that makes a publication again as it is. Row filters and column lists came with 15, schemas too. */
function remakeSql(name: string, versionNum: number): string {
  const since15 = versionNum >= 150_000;
  const list = since15
    ? ` || coalesce(' (' || (SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum) FROM pg_attribute a WHERE a.attrelid = m.prrelid AND a.attnum = ANY (m.prattrs)) || ')', '') || coalesce(' WHERE ' || '(' || pg_get_expr(m.prqual, m.prrelid) || ')', '')`
    : "";
  const schemas = since15
    ? `, (SELECT 'TABLES IN SCHEMA ' || string_agg(quote_ident(n.nspname), ', ') FROM pg_publication_namespace s JOIN pg_namespace n ON n.oid = s.pnnspid WHERE s.pnpubid = p.oid)`
    : "";
  const generated =
    versionNum >= 180_000
      ? "CASE p.pubgencols WHEN 's' THEN ', publish_generated_columns = stored' ELSE '' END"
      : "''";
  return `SELECT 'CREATE PUBLICATION ' || quote_ident(p.pubname)
  || CASE WHEN p.puballtables THEN ' FOR ALL TABLES' ELSE coalesce(' FOR ' || nullif(concat_ws(', ',
       (SELECT 'TABLE ' || string_agg('ONLY ' || m.prrelid::regclass${list}, ', ') FROM pg_publication_rel m WHERE m.prpubid = p.oid)${schemas}), ''), '') END
  || format(' WITH (publish = %L, publish_via_partition_root = %s%s);', concat_ws(', ', CASE WHEN p.pubinsert THEN 'insert' END,
       CASE WHEN p.pubupdate THEN 'update' END, CASE WHEN p.pubdelete THEN 'delete' END, CASE WHEN p.pubtruncate THEN 'truncate' END),
       CASE WHEN p.pubviaroot THEN 'true' ELSE 'false' END, ${generated})
  || format(' ALTER PUBLICATION %I OWNER TO %I;', p.pubname, pg_get_userbyid(p.pubowner)) AS undo
FROM pg_publication p WHERE p.pubname = ${quoteLiteral(name)};`;
}

/** Refuses to go on while the slot of a publication is read: what was unused at the check may be in use by now. */
function dropSql(name: string): string {
  const slots = name.startsWith(CLOUD_PUBLICATION)
    ? `slot_name = ${quoteLiteral(cloudSlotOf(name))}`
    : "slot_name LIKE 'electric_replication_out%' AND database = current_database()";
  return `DO $guard$ BEGIN
  IF EXISTS (SELECT FROM pg_replication_slots WHERE active AND ${slots}) THEN
    RAISE EXCEPTION 'An Electric reads with this publication: nothing was dropped.';
  END IF;
  DROP PUBLICATION ${quoteIdentifier(name)};
END $guard$;`;
}

/** Lists what goes with the schema of Electric 0.x: its triggers on tables of the application, and its own tables. */
const DEPENDENTS = `SELECT t.tgname AS trigger, t.tgrelid::regclass AS on_table
FROM pg_trigger t JOIN pg_proc f ON f.oid = t.tgfoid JOIN pg_namespace n ON n.oid = f.pronamespace
WHERE n.nspname = ${quoteLiteral(OLD_ELECTRIC.schema)} AND NOT t.tgisinternal;
SELECT c.relname AS table, c.reltuples AS rows
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = ${quoteLiteral(OLD_ELECTRIC.schema)} AND c.relkind IN ('r', 'p');`;

/**
 * Returns how leftovers go, what can be undone first: each way is SQL that an admin reads and runs, and none is part of a
 * plan. Event triggers come before the schema that their functions are in.
 */
export function leftoverWays(left: readonly Leftover[], { server }: Pick<ReachedSnapshot, "server">): Way[] {
  const of = (kind: Leftover["kind"]) =>
    left.filter((leftover) => leftover.kind === kind).map(({ name }) => name);
  const each = (names: readonly string[], sql: (name: string) => string) => names.map(sql).join("\n");
  const triggers = of("event trigger");
  const publications = of("publication");
  const schemas = of("schema");
  return [
    ...(triggers.length === 0
      ? []
      : [
          {
            says: "Disable the event triggers of Electric 0.x, as a superuser: they run at every CREATE, ALTER and DROP, Electric's own included. Undo: ALTER EVENT TRIGGER … ENABLE.",
            sql: each(triggers, (name) => `ALTER EVENT TRIGGER ${quoteIdentifier(name)} DISABLE;`),
          },
          {
            says: "Then drop them, once nothing misses them. Undo: none while the schema of Electric 0.x goes too.",
            sql: each(triggers, (name) => `DROP EVENT TRIGGER ${quoteIdentifier(name)};`),
          },
        ]),
    ...(publications.length === 0
      ? []
      : [
          {
            says: "Print what makes each publication again, and keep it: that is the undo.",
            sql: each(publications, (name) => remakeSql(name, server.versionNum)),
          },
          {
            says: "Then drop each publication that no Electric reads any more; the statement refuses where one does. A table in one of them cannot be updated without a replica identity.",
            sql: each(publications, dropSql),
          },
        ]),
    ...(schemas.length === 0
      ? []
      : [
          {
            says: "See what goes with the schema of Electric 0.x: its triggers on your tables, and what it recorded for clients of 0.x. Dump it first (pg_dump --schema=electric), for nothing else brings it back.",
            sql: DEPENDENTS,
          },
          {
            says: "Then drop it, once no event trigger needs it.",
            sql: each(schemas, (name) => `DROP SCHEMA ${quoteIdentifier(name)} CASCADE;`),
          },
        ]),
  ];
}
