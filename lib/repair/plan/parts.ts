import { z } from "zod";
import { displayName } from "@/lib/postgres/identifier";
import { reachLines } from "@/lib/reach/text";
import { ACCEPTANCES } from "./acceptance";
import { opensLines, stepBrief, stepBriefSchema } from "./brief";
import type { Plan } from "./schema";
import { scriptOf } from "./script";
import { undoOf } from "./view";

/** Entries that one page of a list has at most. */
export const PAGE = 200;

export const PART_LISTS = [
  "steps",
  "statements",
  "undo",
  "touches",
  "opens",
  "consequences",
  "reach",
  "leaves",
  "missing",
  "accept",
  "script",
] as const;

/** Part of a plan that is read: a list of it from an entry on. An address has it as text, so that numbers are coerced. */
export const partSchema = z.object({
  list: z.enum(PART_LISTS),
  /** The step whose list it is, from 0. */
  step: z.coerce.number().int().min(0).default(0),
  /** The warning whose objects these are. */
  accept: z.enum(ACCEPTANCES).optional(),
  from: z.coerce.number().int().min(0).default(0),
  /** "all" is for a copy: every entry to the end. */
  most: z.enum(["page", "all"]).default("page"),
});

export const partAnswerSchema = z.object({
  lines: z.array(z.string()),
  /** Filled for the list of steps only. */
  steps: z.array(stepBriefSchema),
  /** All entries of the list. */
  count: z.number().int(),
});

export type Part = z.infer<typeof partSchema>;
/** The same before its defaults are filled in: what a page asks for. */
export type PartAsked = z.input<typeof partSchema>;
export type PartAnswer = z.infer<typeof partAnswerSchema>;

const LINES: Record<Exclude<Part["list"], "steps">, (plan: Plan, part: Part) => readonly string[]> = {
  statements: ({ steps }, { step }) => steps[step]?.statements ?? [],
  undo: ({ steps }, { step }) => undoOf(steps[step] ?? { undo: [] }).statements,
  touches: ({ steps }, { step }) => steps[step]?.touches ?? [],
  opens: ({ steps }, { step }) => opensLines(steps[step] ?? { opens: [] }),
  consequences: ({ consequences }) => consequences,
  reach: ({ reach }) =>
    reach.flatMap((one) => reachLines(one).map((line) => `${displayName(one.role)} ${line}.`)),
  leaves: ({ leaves }) => leaves.map(({ check, why }) => `${check}: ${why}`),
  missing: ({ missing }) => missing.map(({ what, who, sql }) => [what, who, sql ?? ""].join(" ").trim()),
  accept: ({ acceptances }, { accept }) => acceptances.find(({ id }) => id === accept)?.objects ?? [],
  script: (plan) => [scriptOf(plan)],
};

/** Returns a part of a plan: its entries from `from` on, whole and in their order. */
export function partOf(plan: Plan, part: Part): PartAnswer {
  const to = part.most === "all" ? undefined : part.from + PAGE;
  if (part.list === "steps")
    return {
      lines: [],
      steps: plan.steps.slice(part.from, to).map(stepBrief),
      count: plan.steps.length,
    };
  const all = LINES[part.list](plan, part);
  return { lines: all.slice(part.from, to), steps: [], count: all.length };
}
