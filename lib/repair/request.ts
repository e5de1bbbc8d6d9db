import { z } from "zod";
import { STRATEGIES, tableNameSchema, type Target } from "@/lib/target/schema";

/** Tables that one plan can be asked for by name. */
export const MOST_TABLES = 10_000;

/** The purpose of a plan: everything, one check or some, the undo of a run, or the removal of Electric. */
export const wantedSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("ready") }),
  z.object({
    kind: z.literal("checks"),
    checks: z.array(z.string()),
    /** The tables that it is for alone, with their partitions; absent for all of the target's. */
    tables: z.array(tableNameSchema).min(1).max(MOST_TABLES).optional(),
  }),
  z.object({ kind: z.literal("undo"), run: z.string() }),
  z.object({ kind: z.literal("clean-up") }),
]);

/** The decisions of an admin before a plan is made; each has a default that the database itself suggests. */
export const choicesSchema = z.object({
  strategy: z.enum(STRATEGIES),
  /** A strong password's SCRAM verifier for Electric's role; null leaves the password alone (and a new role without one). */
  verifier: z.string().nullable().default(null),
  /** How a former owner keeps working after its tables changed hands; null lets the database decide. */
  formerOwner: z.enum(["grants", "membership"]).nullable().default(null),
  /** Set REPLICA IDENTITY FULL now, also where Electric would do it at the first shape. */
  fullNow: z.boolean().default(true),
  /** Make the slot, or change it, as a failover slot where a standby could take over. */
  failoverSlot: z.boolean().default(true),
  /** Disconnect Electric for a second so that its slot can be altered. */
  endReader: z.boolean().default(false),
  /** Drop slots of Electric that nothing reads. */
  dropOrphans: z.array(z.string()).default([]),
  /** Role that gets Electric's tables at a clean-up; null for whose they were, as far as the catalogues tell. */
  handTo: z.string().nullable().default(null),
  /** Members of Electric's role that may reach what the plan gives it; none by default. */
  openTo: z.array(z.string()).default([]),
  /** At an undo: leave what Electric itself has made and set since. */
  keepElectrics: z.boolean().default(false),
});

export type Choices = z.infer<typeof choicesSchema>;
export type Wanted = z.infer<typeof wantedSchema>;

/** Whether a plan takes away what Electric has: then checks fail by design, and it is judged by what stands. */
export const takesAway = ({ kind }: Wanted): boolean => kind === "undo" || kind === "clean-up";

/** Whether a plan is for some tables by name, so that it leaves every other as it is. */
export const isForTables = (wanted: Wanted): boolean =>
  wanted.kind === "checks" && wanted.tables !== undefined;

/** Returns the target that a plan is made and judged for: with the tables that were asked for as its scope. */
export const targetFor = (target: Target, wanted: Wanted): Target =>
  wanted.kind === "checks" && wanted.tables !== undefined
    ? { ...target, scope: { kind: "tables", tables: wanted.tables } }
    : target;
