import { z } from "zod";
import { planSchema } from "@/lib/repair/plan/schema";
import { wantedSchema, type Wanted } from "@/lib/repair/request";
import { ACTIVE_STATES, FINAL_STATES } from "./machine";
import { runSchema } from "./schema";

/** A run as lists show it: without its plan, which can be megabytes. */
export const runLineSchema = runSchema
  .pick({
    id: true,
    state: true,
    dry: true,
    by: true,
    from: true,
    startedAt: true,
    finishedAt: true,
    lockMs: true,
    says: true,
    undoes: true,
    undoneBy: true,
    undoable: true,
  })
  .extend({ for: wantedSchema, strategy: planSchema.shape.choices.shape.strategy });

export const RUN_KINDS = ["ready", "checks", "undo", "clean-up"] as const satisfies readonly Wanted["kind"][];

/** States that a list can be narrowed to; every state of a run that goes on is one. */
export const LISTED_STATES = ["under way", ...FINAL_STATES] as const;

/** Which runs of a database are listed; null leaves all of them in. */
export const runFilterSchema = z.object({
  state: z.enum(LISTED_STATES).nullable().default(null),
  kind: z.enum(RUN_KINDS).nullable().default(null),
});

/** A page of runs, the newest first; `older` is what the next page begins before, null where this is the last. */
export type RunPage = { lines: RunLine[]; older: string | null };
export type RunLine = z.infer<typeof runLineSchema>;
export type RunFilter = z.infer<typeof runFilterSchema>;

/** Returns the states that a filter lets in. */
export const statesOf = (state: Exclude<RunFilter["state"], null>): readonly RunLine["state"][] =>
  state === "under way" ? ACTIVE_STATES : [state];
