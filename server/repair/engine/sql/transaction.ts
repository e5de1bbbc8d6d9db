import "server-only";

/** With tables locked no session may wait behind ours: whatever else is not free at once ends the try. */
export const LOCKED_LIMITS = `SET LOCAL lock_timeout = '20ms'`;

/** Has the commit wait for no standby: those that it waits for are away, and it would wait without end. */
export const COMMIT_ALONE = "SET LOCAL synchronous_commit = 'local'";

/** "Headroom" in eight bytes: one run at a time in a database, for all clients. */
const KEY = "5216694956356562797";

export const TAKE_TURN = `SELECT pg_catalog.pg_try_advisory_lock(${KEY}) AS taken`;

/** The id by which the outcome is known for good, should the answer to COMMIT be lost (PostgreSQL docs, 9.26.8). */
export const TRANSACTION_ID = `SELECT pg_catalog.pg_current_xact_id()::text AS xid`;
