import "server-only";

/**
 * Opens the one transaction of a visit. Nothing is set for the session: behind a pooler in transaction mode it would
 * reach the next client. A visit waits for no lock for long, and a network that dies takes the transaction with it; the
 * server can look after its client only from Postgres 14 on, and where it runs on Linux.
 */
export const OPEN_TRANSACTION = `
BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY;
SET LOCAL statement_timeout = '15s';
SET LOCAL lock_timeout = '2s';
SET LOCAL idle_in_transaction_session_timeout = '15s';
SELECT pg_catalog.set_config('client_connection_check_interval', '2s', true)
WHERE pg_catalog.strpos(pg_catalog.version(), 'linux') OPERATOR(pg_catalog.>) 0
  AND pg_catalog.current_setting('client_connection_check_interval', true) IS NOT NULL
`;

export const CLOSE_TRANSACTION = "COMMIT";
