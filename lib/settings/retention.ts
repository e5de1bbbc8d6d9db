import { z } from "zod";

/** Shortest and longest times for which each is kept, days. A chart of Connections goes a year back. */
const BOUNDS = { history: [30, 1095], alerts: [7, 1095] } as const;

const days = ([least, most]: readonly [number, number], usual: number) =>
  z.coerce
    .number("Days are a number.")
    .int("Days are a whole number.")
    .min(least, `At least ${least} days.`)
    .max(most, `At most ${most} days.`)
    .default(usual);

/** Days for which hourly history with its marks, and alerts that are over with their messages, are kept. */
export const retentionSchema = z.object({
  historyDays: days(BOUNDS.history, 365),
  alertDays: days(BOUNDS.alerts, 90),
});

export type Retention = z.infer<typeof retentionSchema>;

/** Retention until an admin sets another one. */
export const USUAL_RETENTION: Retention = retentionSchema.parse({});

/** Parts of the store whose size is shown beside what decides it. */
export const STORE_PARTS = ["history", "alerts", "check runs", "runs", "audit log"] as const;
/** Bytes that each part takes, with its indexes. */
export type StoreSizes = Record<(typeof STORE_PARTS)[number], number>;
