import "server-only";

/** Pauses before further tries for locks, ms: short ones for what is busy, long ones for what waits; 2.5 minutes in all. */
export const PAUSES = [50, 100, 250, 500, 1_000, 2_000, 4_000, 8_000, 15_000, 30_000, 45_000, 45_000];

/** A run may wait for locks for long; each statement has its own limit on the server. */
export const LIMITS = { session: 15 * 60_000, silence: 90_000 };

/** Time for the store to keep the transaction's id, ms: the tables are locked meanwhile. */
export const KEEPING_MS = 2_000;
