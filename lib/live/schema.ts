import { z } from "zod";
import { budgetSchema } from "@/lib/budget/schema";
import { runningSchema } from "@/lib/running/schema";
import { sampleSchema } from "@/lib/sample/schema";
import { heartbeatSchema } from "./heartbeat";

/**
 * How the watching of a database goes.
 * - `starting`: the first sample is on its way.
 * - `sampling`: samples come at the pace in force.
 * - `full`: the server refused our login for want of a connection (SQLSTATE 53300): an answer, not an error.
 * - `unreachable`: no session, or the session broke.
 * - `crowded`: more than two sessions of Headroom's own name were seen there, so we stay out.
 * - `off`: watching is switched off for this database, or it is archived.
 */
export const LIVE_STATES = ["starting", "sampling", "full", "unreachable", "crowded", "off"] as const;

/** Why there is no new sample, in the words of an error: what happened, why, what to do next. */
export const liveTroubleSchema = z.object({
  what: z.string(),
  why: z.string(),
  next: z.string(),
  /** The statement that would help, where one does. */
  sql: z.string().nullable(),
  sqlstate: z.string().nullable(),
  /** While full: what is full. Left out where nothing is. */
  full: z.enum(["server", "role", "database"]).optional(),
});

/** State of a watched database for every gauge, as an event of the stream: some hundred bytes. */
export const liveRowSchema = z.object({
  databaseId: z.uuid(),
  state: z.enum(LIVE_STATES),
  /** The pace in force, ms between samples; 0 while off. */
  everyMs: z.number().nonnegative(),
  /** Whether the session is held between samples; false: connect, sample, leave. */
  held: z.boolean(),
  /** When the latest sample was received, by Headroom's clock, ISO; null before the first. */
  sampledAt: z.string().nullable(),
  /** The budget of the latest sample, kept while no new one comes; null where no connections could be seen. */
  budget: budgetSchema.nullable(),
  /** Sessions opened per second in all databases, between the last two full samples. */
  sessionsPerSecond: z.number().nonnegative().nullable(),
  trouble: liveTroubleSchema.nullable(),
  heartbeat: heartbeatSchema,
  /** The running Electric; null where its address is not known, and before its first answer. */
  electric: runningSchema.nullable(),
  /** When the next try is due, by Headroom's clock, ISO; null while sampling and while off. */
  nextTryAt: z.string().nullable(),
  /** Headroom's clock when this was sent, ISO: browsers reckon ages by the difference to their own. */
  sentAt: z.string(),
});

/** The same with the sample itself, for the pages of one database. */
export const liveSchema = liveRowSchema.extend({ sample: sampleSchema.nullable() });

export type LiveState = (typeof LIVE_STATES)[number];
export type LiveTrouble = z.infer<typeof liveTroubleSchema>;
export type LiveRow = z.infer<typeof liveRowSchema>;
export type Live = z.infer<typeof liveSchema>;

/** How many of the last samples are kept to be stepped through and exported. */
export const KEPT_TICKS = 300;
