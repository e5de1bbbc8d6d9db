import { z } from "zod";
import { findingSchema } from "@/lib/checks/finding";
import { causeSchema, trialOutcomeSchema } from "./schema";

/** Input of a trial of a database that is stored here. */
export const trialInputSchema = z.object({
  /** Password of Electric's role, used for this trial and then forgotten; empty for the half without it. */
  password: z.string().max(1000, "A password has at most 1000 characters.").default(""),
  /** Opens Electric's whole pool for a moment. */
  pool: z.boolean().default(false),
  /** Tries the statements in a transaction of the stored login as well; a repair has done that before its commit. */
  statements: z.boolean().default(true),
});

/** Events of `POST /api/databases/[id]/trial`, one JSON object a line, as they become known. */
export const trialEventSchema = z.discriminatedUnion("type", [
  z.object({ type: z.literal("outcome"), outcome: trialOutcomeSchema }),
  z.object({
    type: z.literal("done"),
    findings: z.array(findingSchema),
    /** Checks of the same moment that tell why a part failed. */
    causes: z.array(causeSchema),
  }),
  z.object({ type: z.literal("error"), message: z.string() }),
]);

export type TrialEvent = z.infer<typeof trialEventSchema>;
export type TrialInput = z.infer<typeof trialInputSchema>;
