/** The schema pg_catalog, and functions and relations of it, that Electric needs, and what becomes of it without the right to them. */
export type Needed = {
  kind: "function" | "relation" | "schema";
  /** Within pg_catalog, or pg_catalog itself; a function with its arguments, as GRANT takes it. */
  name: string;
  /** Effect on Electric without it, as the end of a sentence. */
  effect: string;
  /** Whether Electric does not start, or serves no table, without it. */
  fatal: boolean;
};

const LOCK = "it never gets its lock and waits without end";
const START = "it never starts replication and retries without end";
const TABLES = "it knows no table, and every shape ends in an error";
const PUBLISHING = "it does not know what is published, and every shape ends in an error";
const SNAPSHOT = "no snapshot comes about, and every shape ends in an error";
const TYPES = "its connection pool never fills, and it retries without end";
const BREAKER = "a lock that a dead Electric has left is not broken";
const OPERATORS = "operators and casts of its statements are refused, and no shape comes about";

const functions = (names: readonly string[], effect: string, fatal = true): Needed[] =>
  names.map((name) => ({ kind: "function", name, effect, fatal }));
const relations = (names: readonly string[], effect: string, fatal = true): Needed[] =>
  names.map((name) => ({ kind: "relation", name, effect, fatal }));

/**
 * In the order of Electric's start (1.7.12: postgres/replication_client/connection_setup.ex 81-313,
 * postgres/configuration.ex 46-354, postgres/inspector/direct_inspector.ex, postgres/snapshot_query.ex 56-98,
 * shapes/querying.ex, connection/manager.ex 1272-1384; Postgrex 0.22.2, types.ex 47-110). What its operators and casts call was
 * found by these statements on 14 and 18 with every function closed. Casts of single column types are left out.
 *
 * Postgres finds an unqualified name in pg_catalog without USAGE on it. A name written with the schema takes USAGE, and so does
 * a type that the grammar knows, such as `::int` (parse_type.c, LookupExplicitNamespace).
 */
export const NEEDED: readonly Needed[] = [
  { kind: "schema", name: "pg_catalog", effect: TABLES, fatal: true },
  ...functions(["current_setting(text)", "pg_backend_pid()", "pg_show_all_settings()"], START),
  ...relations(["pg_settings"], START),
  ...functions(["pg_advisory_lock(bigint)", "hashtext(text)"], LOCK),
  ...functions(["pg_get_replication_slots()"], START),
  ...relations(["pg_replication_slots"], START),
  ...relations(["pg_type", "pg_range"], TYPES),
  ...relations(["pg_attribute", "pg_class", "pg_namespace", "pg_index", "pg_inherits"], TABLES),
  ...functions(["format_type(oid, integer)"], TABLES),
  ...relations(["pg_publication", "pg_publication_rel"], PUBLISHING),
  ...functions(["pg_get_userbyid(oid)"], PUBLISHING),
  ...functions(
    [
      "pg_current_snapshot()",
      "pg_current_wal_lsn()",
      "to_json(anyelement)",
      'concat("any")',
      'pg_typeof("any")',
      "replace(text, text, text)",
    ],
    SNAPSHOT,
  ),
  ...functions(
    [
      ...["texteq(text, text)", "textcat(text, text)", "nameeq(name, name)", "nameeqtext(name, text)"],
      ...["namenetext(name, text)", 'chareq("char", "char")', 'charne("char", "char")', "oideq(oid, oid)"],
      ...["oidne(oid, oid)", "int4ge(integer, integer)", "int24ge(smallint, integer)"],
      ...["int24gt(smallint, integer)", "int8(integer)", "unnest(anyarray)", "array_agg(anyarray)"],
      ...["array_position(anycompatiblearray, anycompatible)", "to_jsonb(anyelement)"],
      "jsonb_object_field_text(jsonb, text)",
    ],
    OPERATORS,
  ),
  ...functions(
    ["pg_drop_replication_slot(name)"],
    "its first start fails once, and a reset of its own ends with a slot that is older than its publication",
    false,
  ),
  ...functions(["pg_terminate_backend(integer, bigint)", "pg_lock_status()"], BREAKER, false),
  ...functions(
    [
      ...["int4ne(integer, integer)", "int24eq(smallint, integer)", "int84eq(bigint, integer)", "int8(oid)"],
      ...["int8or(bigint, bigint)", "int8shl(bigint, integer)", "text(name)"],
    ],
    BREAKER,
    false,
  ),
  ...relations(["pg_locks"], BREAKER, false),
];

/** Returns the name under which a finding lists what is closed. */
export const catalogueObject = ({ kind, name }: Pick<Needed, "kind" | "name">): string =>
  kind === "schema" ? name : `pg_catalog.${name}`;

/** Returns the GRANT that opens it. @param to the role, quoted where that is needed */
export function catalogueGrant(needed: Pick<Needed, "kind" | "name">, to: string): string {
  const object = catalogueObject(needed);
  switch (needed.kind) {
    case "schema":
      return `GRANT USAGE ON SCHEMA ${object} TO ${to};`;
    case "function":
      return `GRANT EXECUTE ON FUNCTION ${object} TO ${to};`;
    case "relation":
      return `GRANT SELECT ON ${object} TO ${to};`;
  }
}
