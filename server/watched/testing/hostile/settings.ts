/**
 * Settings that the owner of a database may give to all who log in there, as far as a version has them. None of them is
 * a syntax error: each changes what a statement means, how long it may take, or what it answers.
 */
export const OWNERS: Record<string, string> = {
  search_path: "public, pg_catalog",
  standard_conforming_strings: "off",
  backslash_quote: "on",
  escape_string_warning: "on",
  transform_null_equals: "on",
  array_nulls: "off",
  quote_all_identifiers: "on",
  statement_timeout: "'1ms'",
  lock_timeout: "'1ms'",
  plan_cache_mode: "force_generic_plan",
  client_min_messages: "debug5",
  default_transaction_read_only: "on",
  default_transaction_deferrable: "on",
  default_transaction_isolation: "'serializable'",
  extra_float_digits: "'-15'",
  DateStyle: "'German, DMY'",
  IntervalStyle: "sql_standard",
  TimeZone: "'Pacific/Kiritimati'",
  timezone_abbreviations: "'India'",
  bytea_output: "escape",
  xmloption: "document",
  check_function_bodies: "off",
  row_security: "off",
  createrole_self_grant: "'set, inherit'",
  synchronous_commit: "off",
  client_encoding: "'LATIN1'",
  password_encryption: "'md5'",
  enable_seqscan: "off",
  enable_indexscan: "off",
  enable_hashjoin: "off",
  join_collapse_limit: "1",
  work_mem: "'64kB'",
  stats_fetch_consistency: "'snapshot'",
  exit_on_error: "off",
};

/** Settings that make the server write about every statement: more than 100 MB of log for a walk. */
export const TALKATIVE: Record<string, string> = {
  debug_print_parse: "on",
  debug_print_rewritten: "on",
  debug_print_plan: "on",
};

/** Settings that only a superuser may give to a role in a database. */
export const SUPERUSERS: Record<string, string> = {
  session_replication_role: "replica",
  lc_messages: "'C.UTF-8'",
  log_duration: "off",
  allow_system_table_mods: "on",
};

/** Returns statements that set these for all who log in (`DATABASE one`) or for one role there (`ROLE keeper IN DATABASE one`). */
export const setAll = (
  whose: string,
  settings: Record<string, string>,
  known: ReadonlySet<string>,
): string[] =>
  Object.entries(settings)
    .filter(([name]) => known.has(name.toLowerCase()))
    .map(([name, value]) => `ALTER ${whose} SET ${name} = ${value}`);
