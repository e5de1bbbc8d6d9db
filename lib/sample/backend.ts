import { z } from "zod";
import { sessionGroupSchema } from "./schema";

/** An instant of the server's clock to the microsecond, as text, so that two can be compared exactly. */
const instant = z.string().max(40);

/** One backend as it was shown. What ends it is guarded by these: a pid alone may be another backend's by now. */
export const seenSchema = z.object({
  pid: z.number().int().positive(),
  role: z.string(),
  /** Null where the sampling role may not see it: such a backend cannot be ended through Headroom. */
  backendStart: instant.nullable(),
  transactionStart: instant.nullable(),
  queryStart: instant.nullable(),
  /** pg_stat_activity.query_id, null where the server reckons none (compute_query_id). */
  queryId: z.string().max(24).nullable(),
});

export const backendSchema = seenSchema.extend({
  database: z.string(),
  applicationName: z.string(),
  address: z.string(),
  state: z.string(),
  /** Since when it is in this state. */
  stateChange: instant.nullable(),
  transactionMs: z.number().nonnegative().nullable(),
  idleMs: z.number().nonnegative().nullable(),
  /** Event that it waits for: "Lock: transactionid". */
  waitsFor: z.string().nullable(),
  /** The first characters of what it runs or ran last. */
  query: z.string().nullable(),
  /** Our own session. */
  own: z.boolean(),
});

/** Which backends: those of one group of a sample. */
export const groupFilterSchema = sessionGroupSchema.pick({
  role: true,
  database: true,
  applicationName: true,
  address: true,
  state: true,
});

/** How many backends of a group are listed at most. */
export const LISTED = 200;

/** Acts of an admin on a backend: end its query, its transaction (with the session), or the session. */
export const ACTIONS = ["cancel", "end transaction", "terminate"] as const;

/**
 * - `done`: the signal was sent, and what it was to end is over (`now` is what stands there, null for nothing).
 * - `sent`: it was sent, and the backend has not followed yet.
 * - `gone`: the backend had left before.
 * - `changed`: under this pid something else is at work by now; nothing was done.
 * - `not allowed`: the role that Headroom uses may not signal it.
 */
export const OUTCOMES = ["done", "sent", "gone", "changed", "not allowed"] as const;

export type Seen = z.infer<typeof seenSchema>;
export type Backend = z.infer<typeof backendSchema>;
export type GroupFilter = z.infer<typeof groupFilterSchema>;
export type Action = (typeof ACTIONS)[number];
export type Signalled = { outcome: (typeof OUTCOMES)[number]; now: Backend | null };
