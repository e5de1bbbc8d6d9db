import { z } from "zod";
import type { PoolSplit } from "../electric/pool";

/** The role that a stand-in of an older version signed in as. */
export const STAND_IN_ROLE = "electric";
/** The stream id that it ran with. */
export const STAND_IN_STREAM_ID = "default";
/** More would only be refused: the sandbox has 25 connections. */
const LARGEST_POOL = 100;
/** The most connections that the shop's application opens in the sandbox. */
export const LARGEST_LOAD = 15;
/** Left to itself it holds between so many and so many, and changes every few seconds. */
export const FEWEST_CHANGING = 6;
export const MOST_CHANGING = 9;

const poolSize = z.coerce
  .number("The pool size is a number of connections.")
  .int("The pool size is a whole number.")
  .min(1, "The pool size is at least 1.")
  .max(LARGEST_POOL, `The stand-in's pool size is at most ${LARGEST_POOL}.`);

/** A pool size that the stand-in opens. */
export const standInPoolSchema = z.object({ poolSize });

/** Input of the stand-in. Without a pool size it takes that of the sandbox's target. */
export const standInInputSchema = z.object({
  poolSize: poolSize.optional(),
  secondInstance: z.boolean().default(false),
});

const LOADS = `The application holds 0 to ${LARGEST_LOAD} connections, or 6 to 9 that change.`;

/** How many connections the shop's application holds: a number, or 6 to 9 that change every few seconds. */
export const loadSchema = z.union(
  [z.literal("changing"), z.coerce.number(LOADS).int(LOADS).min(0, LOADS).max(LARGEST_LOAD, LOADS)],
  LOADS,
);

/** Phases of an instance, in the order in which Electric starts (Electric 1.7.12, connection/manager.ex). */
const PHASES = ["admin pool", "replication", "lock", "slot", "snapshot pool", "active"] as const;

export const instanceSchema = z.object({
  phase: z.enum(PHASES),
  /** How it divides its pool size. */
  admin: z.number(),
  snapshot: z.number(),
  /** Connections that it holds now. */
  held: z.object({ admin: z.number(), snapshot: z.number(), walsenders: z.number() }),
  /** Connections that failed since it works on this phase. */
  refused: z.number(),
  /** Last error of this phase, in the words of Postgres or of the system. */
  error: z.string().nullable(),
});

/** State of the stand-in for its panel; `standIn` is null while it is stopped. */
export const standInStatusSchema = z.object({
  /** The sandbox runs: without it there is nothing to start a stand-in on. */
  running: z.boolean(),
  targetPoolSize: z.number(),
  /** Connections that the application is to hold, and those that it holds: it is refused where the database is full. */
  load: loadSchema,
  loadHeld: z.number(),
  standIn: z
    .object({
      poolSize: z.number(),
      instances: z.array(instanceSchema),
      /** The environment that it was started with, as Connect prints it; its secrets are placeholders. */
      environment: z.array(z.object({ name: z.string(), value: z.string() })),
      /** Electric's role was there before: it was given the stand-in's password. */
      borrowedRole: z.boolean(),
    })
    .nullable(),
});

export type StandInInput = z.infer<typeof standInInputSchema>;
export type Load = z.infer<typeof loadSchema>;
export type Phase = (typeof PHASES)[number];
export type Instance = z.infer<typeof instanceSchema>;
export type StandInStatus = z.infer<typeof standInStatusSchema>;

/** Returns an instance that has not opened anything yet. */
export const newInstance = ({ admin, snapshot }: PoolSplit): Instance => ({
  phase: "admin pool",
  admin,
  snapshot,
  held: { admin: 0, snapshot: 0, walsenders: 0 },
  refused: 0,
  error: null,
});
