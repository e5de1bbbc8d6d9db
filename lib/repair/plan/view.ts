import { count } from "@/lib/text/words";
import type { Lock, Phase, Plan, Step } from "./schema";
import { redactPlan } from "./redact";

/** Steps of one phase that run one after the other, each with its place among all, from 0. */
export type PhaseGroup<Each> = { phase: Phase; steps: { step: Each; at: number }[] };

/** Returns steps in their order, put together as long as the phase stays the same. */
export function phasesOf<Each extends { phase: Phase }>(steps: readonly Each[]): PhaseGroup<Each>[] {
  const groups: PhaseGroup<Each>[] = [];
  for (const [at, step] of steps.entries()) {
    const last = groups.at(-1);
    if (last?.phase === step.phase) last.steps.push({ step, at });
    else groups.push({ phase: step.phase, steps: [{ step, at }] });
  }
  return groups;
}

/** Returns a lock in words: "ACCESS EXCLUSIVE on 12 tables: blocks reads and writes for some milliseconds". */
export const lockWords = ({ mode, tables, blocks }: Lock): string =>
  `${mode} on ${count(tables, "table")}: ${blocks}`;

/** Returns what takes a step back, the last statement first, and how many of its statements nothing can take back. */
export function undoOf({ undo }: Pick<Step, "undo">): { statements: string[]; hopeless: number } {
  const statements = undo.filter((statement) => statement !== null).reverse();
  return { statements, hopeless: undo.length - statements.length };
}

/** Returns the role that a plan makes for a login, null where it makes none. */
export function madeRole({ steps }: Pick<Plan, "steps">): string | null {
  for (const change of steps.flatMap(({ changes }) => changes))
    if (change.kind === "role" && change.from === null && change.to?.login === true) return change.role;
  return null;
}

/** Returns whether a plan gives Electric's role a password, which the page then shows once. */
export const setsPassword = ({ steps }: Pick<Plan, "steps">): boolean =>
  steps
    .flatMap(({ changes }) => changes)
    .some(
      (change) =>
        change.kind === "password" ||
        (change.kind === "role" && change.to !== null && change.verifier !== null),
    );

const statementsOf = (plan: Plan): string[] => redactPlan(plan).steps.flatMap(({ statements }) => statements);

/** Returns those of `some` that `others` do not have as often, in their order. */
function beyond(some: readonly string[], others: readonly string[]): string[] {
  const left = new Map<string, number>();
  for (const statement of others) left.set(statement, (left.get(statement) ?? 0) + 1);
  return some.filter((statement) => {
    const many = left.get(statement) ?? 0;
    left.set(statement, many - 1);
    return many <= 0;
  });
}

/**
 * Difference of a fresh plan from an older one, in both directions; `reordered` where both do the same in another order. A
 * password's verifier makes no difference: a plan that is kept has none.
 */
export type PlanDifference = { added: string[]; gone: string[]; reordered: boolean };

/** Returns how two plans differ in their statements. */
export function planDifference(old: Plan, fresh: Plan): PlanDifference {
  const [was, is] = [statementsOf(old), statementsOf(fresh)];
  const [added, gone] = [beyond(is, was), beyond(was, is)];
  const same = added.length === 0 && gone.length === 0;
  return { added, gone, reordered: same && is.some((statement, at) => statement !== was[at]) };
}
