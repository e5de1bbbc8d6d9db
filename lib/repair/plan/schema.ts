import { z } from "zod";
import { identitySchema } from "@/lib/repair/changes/kinds/replica-identity";
import { changeSchema } from "@/lib/repair/changes/schema";
import { tableNameSchema } from "@/lib/target/schema";
import { openedSchema, roleReachSchema } from "@/lib/reach/schema";
import { missingSchema } from "../missing";
import { choicesSchema, wantedSchema } from "../request";
import { acceptanceSchema } from "./acceptance";
import { placeSchema } from "./place";

export const PHASES = ["enable", "change", "restore", "after"] as const;

export const lockSchema = z.object({
  /** Postgres' own name of the lock. */
  mode: z.enum(["ACCESS EXCLUSIVE", "SHARE UPDATE EXCLUSIVE"]),
  tables: z.number().int(),
  /** Effect on other sessions, in words. */
  blocks: z.string(),
});

/** Changes that belong together: one sentence, one remedy, one kind. */
export const stepSchema = z.object({
  /** Stable within the plan: `change-3`. */
  id: z.string(),
  /** The remedy that asked for it. */
  remedy: z.string(),
  /** `enable` and `restore` are the temporary grants and their end; `after` is what Postgres refuses inside a transaction. */
  phase: z.enum(PHASES),
  says: z.string(),
  changes: z.array(changeSchema),
  /** SQL of each change, in their order, without semicolons. */
  statements: z.array(z.string()),
  /** Statements that undo each change, in their order; null where nothing can. */
  undo: z.array(z.string().nullable()),
  lock: lockSchema.nullable(),
  /** Roles whose rights this changes, and what it changes, as people read them. */
  touches: z.array(z.string()),
  /** The rights that roles other than Electric's newly reach through it; absent in a plan of before 2026-12. */
  opens: z.array(openedSchema).default([]),
});

/** A check that the plan is to make pass. `after` is seen only when the steps after the commit are done. */
export const promiseSchema = z.object({ check: z.string(), when: z.enum(["commit", "after"]) });

/**
 * Objects that Electric makes and sets by itself, as they stood before a plan: an undo tells Electric's changes from others
 * by it.
 */
export const stoodSchema = z.object({
  publication: z.object({ name: z.string(), there: z.boolean() }),
  /** `there` also where the list of slots was closed: an undo leaves the slot alone then. */
  slot: z.object({ name: z.string(), there: z.boolean() }),
  /** Tables of the target without FULL that the plan leaves so. */
  identities: z.array(z.object({ table: tableNameSchema, identity: identitySchema })),
});

export const planSchema = z.object({
  /** Purpose: everything, one check or some, an undo of a run, or the end of Electric here. */
  for: wantedSchema,
  choices: choicesSchema,
  /** The role that runs it. */
  admin: z.string(),
  versionNum: z.number().int(),
  /** Place of the plan; absent in a plan of before 2026-11. */
  place: placeSchema.optional(),
  /** In words first: who stops owning what, who gains what. */
  consequences: z.array(z.string()),
  steps: z.array(stepSchema),
  /** Tables that are locked before the first change, sorted; the stronger mode where both are needed. */
  locks: z.array(z.object({ schema: z.string(), name: z.string(), mode: lockSchema.shape.mode })),
  promises: z.array(promiseSchema),
  /** How the reach of each role changes, Electric's first, then by name; absent in a plan of before 2026-12. */
  reach: z.array(roleReachSchema).default([]),
  /** Findings that no plan can fix, or this one leaves as they are, with why. */
  leaves: z.array(z.object({ check: z.string(), why: z.string() })),
  /** Empty where the plan can run. */
  missing: z.array(missingSchema),
  /** Warnings that have to be accepted before it runs; none in a plan of before 2026-12. */
  acceptances: z.array(acceptanceSchema).default([]),
  /** Absent in an undo, a clean-up, and a plan of before 2026-12. */
  stood: stoodSchema.optional(),
});

export type Phase = (typeof PHASES)[number];
export type Step = z.infer<typeof stepSchema>;
export type Lock = z.infer<typeof lockSchema>;
export type Promised = z.infer<typeof promiseSchema>;
export type Stood = z.infer<typeof stoodSchema>;
export type Plan = z.infer<typeof planSchema>;
