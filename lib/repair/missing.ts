import { z } from "zod";

/** Something that stands against a plan: a right that the role which would run it lacks, or a rule; who may fix it, and how. */
export const missingSchema = z.object({
  what: z.string(),
  who: z.string(),
  sql: z.string().nullable(),
  /** Set where the refusal is Headroom's rule: Postgres would run the plan. */
  rule: z.literal("headroom").optional(),
  /** The role that `openTo` of the choices would let reach it. */
  openTo: z.string().optional(),
});

export type Missing = z.infer<typeof missingSchema>;
