import { z } from "zod";
import { budgetSchema } from "@/lib/budget/schema";
import { LIVE_STATES } from "@/lib/live/schema";

/** How the databases of a row stand by their checks, apart from the connections of the moment. */
export const WALL_TONES = ["fail", "warn", "none", "pass"] as const;

/**
 * One server on the wall. It holds figures, names that an admin gave, and words of ours: no address, no SQL, no text of a database. The host
 * stands in it only where the link allows it, and the names of applications too.
 */
export const wallRowSchema = z.strictObject({
  /** Tells rows apart, and tells nothing of the server. */
  key: z.string(),
  name: z.string(),
  /** `host:port`; null unless the link shows hosts. */
  host: z.string().nullable(),
  databases: z.number().int().positive(),
  condition: z.strictObject({ tone: z.enum(WALL_TONES), says: z.string() }),
  /** The worst state of the watching among its databases. */
  state: z.enum(LIVE_STATES),
  /** Databases that give no figures now. */
  withoutData: z.number().int().nonnegative(),
  /** The slowest pace among its databases, ms; 0 where none is sampled. */
  everyMs: z.number().nonnegative(),
  /** When the oldest sample behind the figure was received, or the check run where nothing is sampled; ISO. */
  seenAt: z.string().nullable(),
  budget: budgetSchema.nullable(),
});

/** Connections claimed on a server over the last day, one average for each tenth minute; null where nothing was sampled. */
export const wallTrendSchema = z.strictObject({
  usable: z.number(),
  claimed: z.array(z.number().nullable()),
});

/** An event of the wall's stream: the rows that changed, and the order of all. The first event has every row. */
export const wallEventSchema = z.strictObject({
  /** Headroom's clock when it was sent, ISO. */
  at: z.string(),
  order: z.array(z.string()),
  rows: z.array(wallRowSchema),
  trends: z.record(z.string(), wallTrendSchema).optional(),
});

export type WallTone = (typeof WALL_TONES)[number];
export type WallRow = z.infer<typeof wallRowSchema>;
export type WallTrend = z.infer<typeof wallTrendSchema>;
export type WallEvent = z.infer<typeof wallEventSchema>;
