/** Functions and relations of pg_catalog that Electric needs, and what becomes of it without the right to them. */
export type Needed = {
  kind: "function" | "relation";
  /** Within pg_catalog; a function with its arguments, as GRANT takes it. */
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

const functions = (names: readonly string[], effect: string, fatal = true): Needed[] =>
  names.map((name) => ({ kind: "function", name, effect, fatal }));
const relations = (names: readonly string[], effect: string, fatal = true): Needed[] =>
  names.map((name) => ({ kind: "relation", name, effect, fatal }));

/**
 * In the order of Electric's start (1.7.12: postgres/replication_client/connection_setup.ex 81-313,
 * postgres/configuration.ex 46-354, postgres/inspector/direct_inspector.ex, postgres/snapshot_query.ex 56-98,
 * shapes/querying.ex, connection/manager.ex 1272-1384; Postgrex 0.22.2, types.ex 47-110). Operators and casts are left out.
 */
export const NEEDED: readonly Needed[] = [
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
    ["pg_drop_replication_slot(name)"],
    "its first start fails once, and a reset of its own ends with a slot that is older than its publication",
    false,
  ),
  ...functions(["pg_terminate_backend(integer, bigint)", "pg_lock_status()"], BREAKER, false),
  ...relations(["pg_locks"], BREAKER, false),
];
