import { z } from "zod";
import { partAnswerSchema, partSchema } from "../repair/plan/parts";
import { planInputSchema } from "../repair/run/input";
import { DATABASE, NONE } from "./endpoint";

/**
 * A part of a plan that was read. A POST for the reason of the plan's own: a process that does not hold the plan any more
 * computes it once more, and refuses where it came out as another one.
 */
export const planPartEndpoint = {
  method: "POST",
  path: "/api/databases/[id]/plan/part",
  params: DATABASE,
  query: NONE,
  body: planInputSchema.extend({ fingerprint: z.string().min(1).max(200), part: partSchema }),
  answer: partAnswerSchema,
} as const;

/** A part of the plan of a run. */
export const runPartEndpoint = {
  method: "GET",
  path: "/api/databases/[id]/runs/[runId]/part",
  params: DATABASE.extend({ runId: z.uuid() }),
  query: partSchema,
  body: NONE,
  answer: partAnswerSchema,
} as const;
