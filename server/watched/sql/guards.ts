import "server-only";

/**
 * Opens the transaction of a sample, with its guards inside it: behind a pooler in transaction mode a session setting would
 * reach the next client. The search path keeps functions that a user put into `public` from being called (CVE-2018-1058).
 */
export const openGuarded = (statementTimeout: "2s" | "5s"): string => `
BEGIN TRANSACTION READ ONLY;
SET LOCAL statement_timeout = '${statementTimeout}';
SET LOCAL lock_timeout = '1s';
SET LOCAL idle_in_transaction_session_timeout = '5s';
SET LOCAL search_path = pg_catalog, pg_temp;
SET LOCAL jit = off;
SET LOCAL max_parallel_workers_per_gather = 0
`;
