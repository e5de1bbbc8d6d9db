import { z } from "zod";

const connections = z.number().nonnegative();

/** The numbers of one sample that are kept, or their averages or peaks over a minute or an hour. All connections. */
export const pointSchema = z.object({
  maxConnections: connections,
  usable: connections,
  electricOpen: connections,
  electricClaimed: connections,
  own: connections,
  free: connections,
  short: connections,
  othersTotal: connections,
  /** The largest applications by name, at most eight; the rest is othersTotal less their sum. */
  others: z.record(z.string(), connections),
  /** Electric's slot: WAL kept for it and not yet confirmed, bytes; null without a slot or unseen. */
  walRetainedBytes: connections.nullable(),
  walLagBytes: connections.nullable(),
  sessionsPerSecond: connections.nullable(),
});

export const RANGES = ["hour", "day", "week", "year"] as const;

/** A point of a chart: what held on average and at most from `at` on for `spanMs`. */
export const chartPointSchema = z.object({
  /** ISO, by Headroom's clock. */
  at: z.string(),
  spanMs: z.number(),
  average: pointSchema,
  peak: pointSchema,
});

/** Something that happened and shows in the numbers. */
export const MARK_KINDS = [
  /** A check ran. */
  "check",
  /** The server was restarted. */
  "restart",
  /** The target's pool size, instances or pooled URL was changed. */
  "pool",
  /** max_connections is another. */
  "limit",
  /** The server was full for us, or could not be reached; `back` ends both. */
  "full",
  "unreachable",
  "back",
  /** Watching was switched off, and on again. */
  "off",
  "on",
  /** The running Electric changed its state or version, or dropped its shapes. */
  "electric",
  /** An admin cancelled a query or ended a transaction or a backend. */
  "action",
  /** An alert began or ended. */
  "alert",
] as const;

export const markSchema = z.object({
  at: z.string(),
  kind: z.enum(MARK_KINDS),
  /** Text of the event: "Pool size 20 → 8". */
  text: z.string(),
});

/** A stretch without samples: never zero connections. */
export const pauseSchema = z.object({ from: z.string(), to: z.string(), reason: z.string() });

/** Answer of `GET /api/databases/[id]/history?range=`. */
export const historySchema = z.object({
  range: z.enum(RANGES),
  from: z.string(),
  to: z.string(),
  points: z.array(chartPointSchema),
  pauses: z.array(pauseSchema),
  marks: z.array(markSchema),
  /** The most that the others held over the last week; null where nothing is kept. */
  othersPeak: z.object({ count: connections, at: z.string() }).nullable(),
});

export type Point = z.infer<typeof pointSchema>;
export type Range = (typeof RANGES)[number];
export type ChartPoint = z.infer<typeof chartPointSchema>;
export type Mark = z.infer<typeof markSchema>;
export type MarkKind = (typeof MARK_KINDS)[number];
export type Pause = z.infer<typeof pauseSchema>;
export type History = z.infer<typeof historySchema>;
