import "server-only";
import { DatabaseError } from "pg";

/** The shortest statement_timeout of our own, ms: a statement that was cut short sooner met one that is not ours. */
const OWN_TIMEOUT_MS = 2_000;
const QUERY_CANCELED = "57014";

/** Whether a statement that began at `began` (performance.now(), ms) met a timeout that is not ours. */
export const isCutShort = (error: unknown, began: number): boolean =>
  error instanceof DatabaseError &&
  error.code === QUERY_CANCELED &&
  performance.now() - began < OWN_TIMEOUT_MS;
