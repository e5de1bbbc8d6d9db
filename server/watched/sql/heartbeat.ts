import "server-only";

/**
 * Writes a logical message outside any transaction. It touches no table, needs no right that a role does not have by default, and
 * is allowed in a transaction that reads only (PostgreSQL docs, 9.28.6); a standby takes none. Electric's slot passes over it.
 */
export const HEARTBEAT = `
SELECT pg_catalog.pg_logical_emit_message(false, 'headroom', '') IS NOT NULL AS written
WHERE NOT pg_catalog.pg_is_in_recovery()
`;
