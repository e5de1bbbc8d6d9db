import "server-only";

/** Time limits of a read-only message, as Postgres writes them. */
export type ReadLimits = { statement: "2s" | "5s" | "15s"; lock: "1s" | "5s" };

/**
 * The search path of every statement of ours. A database's owner can set another one for every session and fill `public` with
 * operators, functions and domains that take precedence over the built-in ones (CVE-2018-1058).
 */
export const SEARCH_PATH = "SET LOCAL search_path = pg_catalog, pg_temp";

/**
 * Settings under which Postgres prints names and values the same way whatever the database's owner has set, and under
 * which a session is one process: parallel workers would be more, and JIT costs more than it gives.
 */
const PLAIN = [
  "SET LOCAL quote_all_identifiers = off",
  "SET LOCAL jit = off",
  "SET LOCAL max_parallel_workers_per_gather = 0",
];

/** Sets a parameter for the transaction where this version has it. */
const optional = (name: string, value: string): string =>
  `SELECT pg_catalog.set_config('${name}', '${value}', true) WHERE pg_catalog.current_setting('${name}', true) IS NOT NULL`;

/**
 * The limit on a whole transaction (17 and later), which the owner could set so low that nothing is ever answered, counts from
 * BEGIN: it is lifted at once.
 */
const WHOLE_TRANSACTION = optional("transaction_timeout", "0");

/** Makes the server look after its client, so that a dead network takes the transaction with it: on Linux, from 14 on. */
const CLIENT_CHECK = `${optional("client_connection_check_interval", "2s")}
  AND pg_catalog.strpos(pg_catalog.version(), 'linux') OPERATOR(pg_catalog.>) 0`;

/**
 * From 16 on this parameter would make the role that creates another one its member. A plan that is read is compared with the
 * one of the run, so that it is made under the same value.
 */
const NO_SELF_GRANT = optional("createrole_self_grant", "");

/**
 * The planner knows little of a catalogue that has just grown: with nested loops it was seen to compare 10,000 tables with
 * 5,000 published ones pair by pair, which took 2 s in place of 0.1 s.
 */
const PLANNER = ["SET LOCAL enable_nestloop = off", "SET LOCAL enable_hashjoin = on"];

/** Opens the transaction of one read-only message: a sample, a list, a signal. */
export const openRead = ({ statement, lock }: ReadLimits): string[] => [
  "BEGIN TRANSACTION ISOLATION LEVEL READ COMMITTED READ ONLY",
  SEARCH_PATH,
  WHOLE_TRANSACTION,
  `SET LOCAL statement_timeout = '${statement}'`,
  `SET LOCAL lock_timeout = '${lock}'`,
  "SET LOCAL idle_in_transaction_session_timeout = '5s'",
  ...PLAIN,
];

/** Opens the read-only transaction of several messages that see one state of the database: a check run, a survey. */
export const openSnapshot = (): string[] => [
  "BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY",
  SEARCH_PATH,
  WHOLE_TRANSACTION,
  "SET LOCAL statement_timeout = '15s'",
  "SET LOCAL lock_timeout = '2s'",
  "SET LOCAL idle_in_transaction_session_timeout = '15s'",
  NO_SELF_GRANT,
  ...PLAIN,
  ...PLANNER,
  CLIENT_CHECK,
];

/**
 * Has the commit wait for the disk where the database's owner has switched that off: a crash would take back what a run told as
 * applied. Any other value is the administrator's choice for standbys, and stays.
 */
const DURABLE = `
SELECT pg_catalog.set_config('synchronous_commit', 'local', true)
WHERE pg_catalog.current_setting('synchronous_commit') OPERATOR(pg_catalog.=) 'off'`;

/**
 * Opens the transaction of a run. READ COMMITTED, so that the survey at its end sees what others committed before the locks
 * were taken.
 */
export const openRun = (): string[] => [
  "BEGIN TRANSACTION ISOLATION LEVEL READ COMMITTED READ WRITE",
  SEARCH_PATH,
  WHOLE_TRANSACTION,
  "SET LOCAL statement_timeout = '60s'",
  "SET LOCAL lock_timeout = '2s'",
  "SET LOCAL idle_in_transaction_session_timeout = '60s'",
  "SET LOCAL client_min_messages = 'warning'",
  DURABLE,
  NO_SELF_GRANT,
  ...PLAIN,
  ...PLANNER,
  CLIENT_CHECK,
];

export const COMMIT = "COMMIT";
export const ROLLBACK = "ROLLBACK";
