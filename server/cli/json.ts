import "server-only";
import { z } from "zod";
import { manualStepSchema, type ManualStep } from "@/lib/repair/manual-steps/schema";
import { planSchema, type Plan } from "@/lib/repair/plan/schema";
import { redactPlan } from "@/lib/repair/plan/redact";
import { FINAL_STATES } from "@/lib/repair/run/machine";
import { comparedSchema } from "@/lib/repair/run/schema";

const common = {
  /** Counts up when a field changes its meaning or goes; a new field does not count. */
  format: z.literal(1),
  server: z.object({ host: z.string(), port: z.number().int(), database: z.string(), user: z.string() }),
  /** Over the SQL of all steps: what was read is what runs. */
  fingerprint: z.string(),
};

/** Output of `plan --json`: the plan, and its place. No password is in it, nor the verifier of one. */
export const planReportSchema = planSchema.extend({
  ...common,
  /** ISO time at which the database was read. */
  takenAt: z.string(),
  /** Steps for the provider at hand that no SQL of a plan does. */
  guided: z.array(manualStepSchema),
});

/** Output of `apply --json`. */
export const applyReportSchema = z.object({
  ...common,
  dry: z.boolean(),
  /** How it ended; null where the database was already as it should be, so that nothing ran. */
  state: z.enum(FINAL_STATES).nullable(),
  /** Text of what happened, why, and what to do next. */
  says: z.string().nullable(),
  sqlstate: z.string().nullable(),
  /** For how many ms the tables were locked; null where none was. */
  lockMs: z.number().nullable(),
  compared: z.array(comparedSchema),
  plan: planSchema,
  /** The password of Electric's role, when this run made both. */
  password: z.string().optional(),
});

export type PlanReport = z.infer<typeof planReportSchema>;
export type ApplyReport = z.infer<typeof applyReportSchema>;

type Fields = { host: string; port: number; database: string; user: string };

/** Returns where a plan is for, without what is secret in a connection string. */
const serverOf = ({ host, port, database, user }: Fields): PlanReport["server"] => ({
  host,
  port,
  database,
  user,
});

/** Returns a plan for machines. */
export const planReport = (
  { plan, ...rest }: { plan: Plan; guided: ManualStep[]; fingerprint: string; takenAt: string },
  fields: Fields,
): PlanReport => ({ format: 1, server: serverOf(fields), ...rest, ...redactPlan(plan) });

/** Returns how a run ended, for machines. */
export const applyReport = (
  outcome: Omit<ApplyReport, "format" | "server">,
  fields: Fields,
): ApplyReport => ({ format: 1, server: serverOf(fields), ...outcome, plan: redactPlan(outcome.plan) });
