import "server-only";

/**
 * Opens a run's transaction. READ COMMITTED, so that the look at the end sees what others committed before the locks were
 * taken. Nothing outlives it: a Headroom or a network that dies takes it along.
 */
export const BEGIN_RUN = `
BEGIN TRANSACTION ISOLATION LEVEL READ COMMITTED READ WRITE;
SET LOCAL statement_timeout = '60s';
SET LOCAL lock_timeout = '2s';
SET LOCAL idle_in_transaction_session_timeout = '60s';
SET LOCAL client_min_messages = 'warning';
SELECT pg_catalog.set_config('client_connection_check_interval', '2s', true)
WHERE pg_catalog.strpos(pg_catalog.version(), 'linux') OPERATOR(pg_catalog.>) 0
  AND pg_catalog.current_setting('client_connection_check_interval', true) IS NOT NULL
`;

/** With tables locked nobody may wait behind us: whatever else is not free at once ends the try. */
export const LOCKED_LIMITS = `SET LOCAL lock_timeout = '20ms'`;

export const COMMIT_RUN = "COMMIT";
export const ROLLBACK_RUN = "ROLLBACK";

/** "Headroom" in eight bytes: one run at a time in a database, whoever runs it, from wherever. */
const KEY = "5216694956356562797";

export const TAKE_TURN = `
SET search_path = pg_catalog, pg_temp;
SELECT pg_catalog.pg_try_advisory_lock(${KEY}) AS taken`;

/** The id by which the outcome is known for good, should the answer to COMMIT be lost (PostgreSQL docs, 9.26.8). */
export const TRANSACTION_ID = `SELECT pg_catalog.pg_current_xact_id()::text AS xid`;
