import { z } from "zod";
import { displayName } from "@/lib/postgres/identifier";
import { noOtherGains, reachLines } from "@/lib/reach/text";
import { missingSchema } from "../missing";
import { wantedSchema } from "../request";
import { acceptanceSchema } from "./acceptance";
import { whyNoUndo } from "./no-undo";
import { planSchema, stepSchema, type Plan, type Step } from "./schema";
import { madeRole, planDifference, setsPassword, undoOf } from "./view";

/** Lines of a list that a page holds before the rest is asked for. */
export const FIRST_LINES = 5;
/** Entries with several lines each, such as rights that are missing, that a page holds at first. */
export const FIRST_ENTRIES = 10;
/** Steps that a page holds at first. */
export const FIRST_STEPS = 20;
/** Statements of a difference that a page holds. */
const FIRST_DIFFERENT = 50;
/** Characters of one line that a page holds at first; the whole line comes with a page of its list. */
const MOST_CHARACTERS = 300;

const linesSchema = z.object({
  first: z.array(z.string()),
  /** All lines of the list. */
  count: z.number().int(),
  /** A line of `first` is not whole. */
  clipped: z.boolean(),
});

/** A step as a page holds it: small whatever the number of its statements. */
export const stepBriefSchema = stepSchema
  .pick({ id: true, remedy: true, phase: true, says: true, lock: true })
  .extend({
    statements: linesSchema,
    /** Statements that take it back, the last statement first. */
    undo: linesSchema,
    /** Statements that nothing takes back, and why. */
    hopeless: z.number().int(),
    whyNoUndo: z.string(),
    touches: linesSchema,
    opens: linesSchema,
  });

/** A plan as a page holds it: small whatever the size of the database. The rest of each list is read in pages (parts.ts). */
export const planBriefSchema = planSchema
  .pick({ choices: true, admin: true, versionNum: true, promises: true })
  .extend({
    /** Without the tables that it is for, which `forTables` counts; null for all of the target's. */
    for: wantedSchema,
    forTables: z.number().int().nullable(),
    consequences: linesSchema,
    steps: z.array(stepBriefSchema),
    stepCount: z.number().int(),
    statementCount: z.number().int(),
    lockedTables: z.number().int(),
    reach: z.array(z.object({ role: z.string(), lines: z.array(z.string()) })),
    reachCount: z.number().int(),
    /** The sentence for a plan after which no role but Electric's reaches anything new; null where one does. */
    noOtherGains: z.string().nullable(),
    leaves: planSchema.shape.leaves,
    leavesCount: z.number().int(),
    missing: z.array(missingSchema),
    missingCount: z.number().int(),
    /** Roles that could be let reach what Electric's role gets. */
    openTo: z.array(z.string()),
    acceptances: z.array(acceptanceSchema.omit({ objects: true }).extend({ objects: linesSchema })),
    /** The role that it makes, null where it makes none. */
    makesRole: z.string().nullable(),
    setsPassword: z.boolean(),
  });

/** The statements that a fresh plan has more and less than the one that was read before. */
export const differenceSchema = z.object({
  added: linesSchema,
  gone: linesSchema,
  reordered: z.boolean(),
});

export type Lines = z.infer<typeof linesSchema>;
export type StepBrief = z.infer<typeof stepBriefSchema>;
export type PlanBrief = z.infer<typeof planBriefSchema>;
export type Difference = z.infer<typeof differenceSchema>;

const clip = (text: string): string =>
  text.length <= MOST_CHARACTERS ? text : `${text.slice(0, MOST_CHARACTERS)} …`;

function linesOf(all: readonly string[], most = FIRST_LINES): Lines {
  const first = all.slice(0, most);
  return {
    first: first.map(clip),
    count: all.length,
    clipped: first.some((line) => line.length > MOST_CHARACTERS),
  };
}

/** Returns what a step opens to roles other than Electric's, an object a line. */
export const opensLines = ({ opens }: Pick<Step, "opens">): string[] =>
  opens.flatMap(({ role, gains, byGrant }) =>
    gains.flatMap(({ rights, on }) => {
      const who = `${displayName(role)}${byGrant === true ? ", once it grants itself a role that it administers" : ""}: ${rights.join(", ")}`;
      return on.length === 0 ? [who] : on.map((object) => `${who} on ${object}`);
    }),
  );

/** Returns a step as a page holds it. */
export function stepBrief(step: Step): StepBrief {
  const { id, remedy, phase, says, lock, statements, touches } = step;
  const undo = undoOf(step);
  return {
    id,
    remedy,
    phase,
    says: clip(says),
    lock,
    statements: linesOf(statements),
    undo: linesOf(undo.statements),
    hopeless: undo.hopeless,
    whyNoUndo: undo.hopeless === 0 ? "" : clip(whyNoUndo(step)),
    touches: linesOf(touches),
    opens: linesOf(opensLines(step)),
  };
}

/** Returns a plan as a page holds it. */
export function planBrief(plan: Plan): PlanBrief {
  const { for: wanted, choices, admin, versionNum, promises, steps, reach, leaves, missing } = plan;
  return {
    for: wanted.kind === "checks" ? { kind: wanted.kind, checks: wanted.checks } : wanted,
    forTables: wanted.kind === "checks" ? (wanted.tables?.length ?? null) : null,
    choices,
    admin,
    versionNum,
    promises,
    consequences: linesOf(plan.consequences, FIRST_ENTRIES),
    steps: steps.slice(0, FIRST_STEPS).map(stepBrief),
    stepCount: steps.length,
    statementCount: steps.reduce((sum, { statements }) => sum + statements.length, 0),
    lockedTables: plan.locks.length,
    reach: reach.slice(0, FIRST_ENTRIES).map((one) => ({
      role: displayName(one.role),
      lines: reachLines(one).slice(0, FIRST_ENTRIES).map(clip),
    })),
    reachCount: reach.length,
    noOtherGains: noOtherGains(reach),
    leaves: leaves.slice(0, FIRST_ENTRIES).map(({ check, why }) => ({ check, why: clip(why) })),
    leavesCount: leaves.length,
    missing: missing.slice(0, FIRST_ENTRIES).map((lack) => ({
      ...lack,
      what: clip(lack.what),
      who: clip(lack.who),
      sql: lack.sql === null ? null : clip(lack.sql),
    })),
    missingCount: missing.length,
    openTo: [...new Set(missing.flatMap(({ openTo }) => openTo ?? []))].sort(),
    acceptances: plan.acceptances.map(({ objects, ...acceptance }) => ({
      ...acceptance,
      objects: linesOf(objects, FIRST_ENTRIES),
    })),
    makesRole: madeRole(plan),
    setsPassword: setsPassword(plan),
  };
}

/** Returns how a fresh plan differs from an older one, as a page holds it. */
export function differenceBrief(old: Plan, fresh: Plan): Difference {
  const { added, gone, reordered } = planDifference(old, fresh);
  return { added: linesOf(added, FIRST_DIFFERENT), gone: linesOf(gone, FIRST_DIFFERENT), reordered };
}

/** Returns one strategy as a page compares it: the first reasons against it, and the first roles that it changes. */
export const strategyBrief = <Option extends { whyNot: string[]; reach: string[] }>(
  option: Option,
): Option => ({
  ...option,
  whyNot: option.whyNot.slice(0, FIRST_LINES).map(clip),
  reach: option.reach.slice(0, FIRST_ENTRIES).map(clip),
});
