import { z } from "zod";
import { budgetSchema, type Budget } from "@/lib/budget/schema";
import { VERDICTS } from "@/lib/checks/verdict";
import { databaseSchema } from "@/lib/databases/database";
import { chartPointSchema, historySchema, pointSchema, type History } from "@/lib/history/schema";
import { liveRowSchema, liveTroubleSchema, type LiveRow } from "@/lib/live/schema";

/** A budget without the names of applications and roles: the others are one number. */
export const healthBudgetSchema = budgetSchema.pick({
  maxConnections: true,
  reserved: true,
  usable: true,
  poolSize: true,
  pool: true,
  electricOpen: true,
  electricClaimed: true,
  othersTotal: true,
  othersPeak: true,
  own: true,
  free: true,
  short: true,
  deployPeak: true,
  limits: true,
  counted: true,
  sharedRole: true,
  headroom: true,
  sentence: true,
  sum: true,
});

/** Live state of a database as a viewer's stream has it: numbers and times, without SQL, addresses, names and messages. */
export const healthRowSchema = liveRowSchema
  .pick({
    databaseId: true,
    state: true,
    everyMs: true,
    held: true,
    sampledAt: true,
    sessionsPerSecond: true,
    nextTryAt: true,
    sentAt: true,
  })
  .extend({ budget: healthBudgetSchema.nullable(), full: liveTroubleSchema.shape.full });

/** A database as a viewer's pages have it. */
export const healthSchema = databaseSchema
  .pick({ id: true, name: true, kind: true, archivedAt: true })
  .extend({
    environment: databaseSchema.shape.target.shape.environment,
    /** `host:port/database`; null where viewers see no addresses (the setting `viewers.seeHosts`). */
    address: z.string().nullable(),
    /** Verdict of the latest check run with its time, ISO; null before the first one. */
    checked: z
      .object({
        verdict: z.enum(VERDICTS),
        takenAt: z.string(),
        fails: z.number().int().nonnegative(),
        warns: z.number().int().nonnegative(),
        budget: healthBudgetSchema.nullable(),
      })
      .nullable(),
    live: healthRowSchema.nullable(),
  });

const healthPointSchema = pointSchema.pick({
  maxConnections: true,
  usable: true,
  electricOpen: true,
  electricClaimed: true,
  own: true,
  free: true,
  short: true,
  othersTotal: true,
  walRetainedBytes: true,
  walLagBytes: true,
  sessionsPerSecond: true,
});

/** Connections of a database over a range, without marks (they name people and settings) and without names of applications. */
export const healthHistorySchema = historySchema
  .pick({ range: true, from: true, to: true, othersPeak: true })
  .extend({
    points: z.array(
      chartPointSchema
        .pick({ at: true, spanMs: true })
        .extend({ average: healthPointSchema, peak: healthPointSchema }),
    ),
    pauses: z.array(historySchema.shape.pauses.element.pick({ from: true, to: true })),
  });

export type HealthRow = z.infer<typeof healthRowSchema>;
export type Health = z.infer<typeof healthSchema>;
export type HealthHistory = z.infer<typeof healthHistorySchema>;

/** Returns a viewer's part of a live state; what the schema does not name is dropped. */
export const healthRowOf = (live: LiveRow): HealthRow =>
  healthRowSchema.parse({ ...live, full: live.trouble?.full });

/** Returns a viewer's part of a history. */
export const healthHistoryOf = (history: History): HealthHistory => healthHistorySchema.parse(history);

/** Returns the budget that a gauge draws: all others stand as one holder. */
export const budgetOfHealth = (budget: z.infer<typeof healthBudgetSchema>): Budget => ({
  ...budget,
  others: budget.othersTotal > 0 ? [{ label: "others", count: budget.othersTotal }] : [],
});

/** Words for a state that has no trouble of its own in a viewer's stream. */
const WHAT = {
  full: "The server refuses sessions: all connections are in use.",
  unreachable: "Headroom gets no session with this database. A member sees why.",
  crowded: "Headroom stays out: too many sessions of its name are open.",
} as const;

/** Returns a live state for the components of gauges, from a viewer's part of it. */
export function liveOfHealth({ full, budget, ...row }: HealthRow): LiveRow {
  const what =
    row.state === "full" || row.state === "unreachable" || row.state === "crowded" ? WHAT[row.state] : null;
  return {
    ...row,
    budget: budget && budgetOfHealth(budget),
    trouble:
      what === null ? null : { what, why: "", next: "", sql: null, sqlstate: null, ...(full && { full }) },
    heartbeat: null,
    electric: null,
  };
}

/** Returns a history for the components of charts, from a viewer's part of it. */
export const historyOfHealth = ({ points, pauses, ...rest }: HealthHistory): History => ({
  ...rest,
  points: points.map(({ average, peak, ...point }) => ({
    ...point,
    average: { ...average, others: {} },
    peak: { ...peak, others: {} },
  })),
  pauses: pauses.map((pause) => ({ ...pause, reason: "no samples" })),
  marks: [],
});
