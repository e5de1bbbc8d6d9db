import { z } from "zod";
import { STATUSES } from "@/lib/checks/finding";
import { manualStepSchema } from "@/lib/repair/manual-steps/schema";
import { STRATEGIES } from "@/lib/target/schema";
import { differenceSchema, planBriefSchema } from "./brief";
import { planSchema } from "./schema";

/** One way for Electric to get at the tables, computed from this database, to be compared with the others. */
export const strategyOptionSchema = z.object({
  strategy: z.enum(STRATEGIES),
  /** The role that would run it may do all of it. */
  possible: z.boolean(),
  /** Reasons against it, as sentences; empty where it is possible. */
  whyNot: z.array(z.string()),
  /** Number of reasons, where `whyNot` has the first only. */
  whyNotCount: z.number().int(),
  /** Objects that change hands: "13 tables of shop". */
  handsOver: z.string(),
  /** Losses by role. */
  loses: z.string(),
  /** Rights on a table made tomorrow. */
  futureTables: z.string(),
  /** The statement that undoes it, or the first and how many more. */
  undo: z.string(),
  /** Settings that Electric needs beside its connection string. */
  electric: z.string(),
  /** The changes to what each role can do, a line each, Electric's role first (lib/reach/text.ts). */
  reach: z.array(z.string()),
  /** The first of those that can run, leave no table and open nothing to a role other than Electric's. */
  recommended: z.boolean(),
  /** Whether it can run, leaves no table and opens nothing to a role other than Electric's. */
  sound: z.boolean(),
  statements: z.number().int(),
  /** ACCESS EXCLUSIVE locks that it takes. */
  exclusiveLocks: z.number().int(),
});

/** A plan with the other choices and the steps that are done by hand. */
export const planAnswerSchema = z.object({
  plan: planSchema,
  /** Over the SQL of all steps: what was read is what runs. */
  fingerprint: z.string(),
  strategies: z.array(strategyOptionSchema),
  guided: z.array(manualStepSchema),
  /** Present findings of the checks that the plan concerns and of those that it leaves. */
  findings: z.array(
    z.object({ id: z.string(), title: z.string(), status: z.enum(STATUSES), found: z.string() }),
  ),
  /** Owners that could get Electric's tables at a clean-up. */
  owners: z.array(z.string()),
  /** Slots of Electric that nothing reads. */
  orphans: z.array(z.string()),
  takenAt: z.string(),
});

/** Answer for the repair page: the same with the plan as a page holds it, and how it differs from one that was read before. */
export const planPageSchema = planAnswerSchema.extend({
  plan: planBriefSchema,
  difference: differenceSchema.nullable(),
});

export type StrategyOption = z.infer<typeof strategyOptionSchema>;
export type PlanAnswer = z.infer<typeof planAnswerSchema>;
export type PlanPage = z.infer<typeof planPageSchema>;
