import { z } from "zod";

/**
 * States of a running Electric by its own word (GET /v1/health): `silent` where nothing answers, `foreign` where something else does
 * (Electric 1.7.12, plug/health_check_plug.ex 16-36).
 */
export const RUNNING_STATES = ["active", "waiting", "starting", "silent", "foreign"] as const;

/** State of a running Electric at one moment, by its own word and by Postgres. */
export const runningSchema = z.object({
  state: z.enum(RUNNING_STATES),
  /** Of the header `electric-server`; null where nothing answers. */
  version: z.string().nullable(),
  /** Start of this state, as far as polls know, ISO by Headroom's clock. */
  since: z.string(),
  /** Last poll, ISO by Headroom's clock. */
  checkedAt: z.string(),
  /** The state with its cause, one clause without subject and stop. */
  says: z.string(),
  /** Whether all is as it should be. */
  well: z.boolean(),
  /** Shapes by Electric's metrics; null where no metrics are read. */
  shapes: z.number().nullable(),
});

export type RunningState = (typeof RUNNING_STATES)[number];
export type Running = z.infer<typeof runningSchema>;
