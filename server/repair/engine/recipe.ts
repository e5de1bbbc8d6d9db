import "server-only";
import { createHash } from "node:crypto";
import { checks } from "@/lib/checks";
import type { Finding } from "@/lib/checks/finding";
import { judgeAll } from "@/lib/checks/judge";
import type { Known } from "@/lib/checks/known";
import { manualSteps } from "@/lib/repair/manual-steps";
import type { ManualStep } from "@/lib/repair/manual-steps/schema";
import { planOf } from "@/lib/repair/plan/compose";
import { notUndoneHere } from "@/lib/repair/plan/place";
import { planSchema, type Plan } from "@/lib/repair/plan/schema";
import { choicesSchema, takesAway, targetFor, type Choices, type Wanted } from "@/lib/repair/request";
import { undoOf } from "@/lib/repair/plan/undo";
import type { Target } from "@/lib/target/schema";
import type { Survey } from "../../watched/survey";

/** Makes the plan from what a survey sees; asked again under the run's own eyes, it has to come out the same. */
export type Recipe = {
  /** With the strategy that was chosen: what the checks judge by. */
  target: Target;
  known: Known;
  make(survey: Survey, findings: readonly Finding[]): Plan;
};

/** Choices of a plan; a strategy that was not chosen is the target's. */
export type ChoicesInput = Partial<Choices>;

/** Returns choices with every default filled in. */
export const choicesFor = (target: Target, input: ChoicesInput): Choices =>
  choicesSchema.parse({ ...input, strategy: input.strategy ?? target.strategy });

/** The recipe of a plan that fixes: everything, some checks, or the end of Electric here. */
export function repairing(whole: Target, wanted: Wanted, input: ChoicesInput, known: Known = {}): Recipe {
  const target = targetFor(whole, wanted);
  const choices = choicesFor(target, input);
  return {
    target: { ...target, strategy: choices.strategy },
    known,
    make: ({ snapshot, rights }, findings) => planOf(snapshot, rights, target, wanted, choices, findings),
  };
}

/**
 * Returns a plan that was kept as this version writes it: the store hands the fields of its objects back in another order,
 * and one of before a field came has no value for it. @throws ZodError for what is no plan
 */
export const keptPlan = (plan: Plan): Plan => planSchema.parse(plan);

/** The recipe of a plan that undoes a run, where that run was: elsewhere it says so and does not run. */
export function undoing(
  target: Target,
  ran: Plan,
  run: string,
  choices: Pick<ChoicesInput, "keepElectrics"> = {},
): Recipe {
  const kept = keptPlan(ran);
  return {
    target,
    known: {},
    make({ snapshot, rights, place }) {
      const plan = undoOf(kept, run, snapshot, rights, choices);
      return { ...plan, missing: [notUndoneHere(kept.place, place) ?? [], plan.missing].flat() };
    },
  };
}

/** Plan of a recipe for a survey, with what it was made from. */
export type Planned = Survey & { findings: Finding[]; plan: Plan; fingerprint: string };

/**
 * Returns the fingerprint of a plan: SHA-256 over the SQL of its steps and of their undo, in their order, over who runs
 * it, and over the objects of each warning that has to be accepted. What was read is what runs, what was accepted is what
 * was read, and what is kept takes back what it changed.
 */
export function fingerprintOf({ steps, admin, acceptances }: Plan): string {
  const text = JSON.stringify([
    admin,
    steps.map(({ phase, statements, undo }) => [phase, statements, undo]),
    acceptances.map(({ id, objects }) => [id, objects]),
  ]);
  return createHash("sha256").update(text).digest("hex");
}

/** Returns the plan that a recipe makes of a survey, with the findings that it answers. */
export function planFrom(survey: Survey, { target, known, make }: Recipe): Planned {
  const findings = judgeAll(checks, survey.snapshot, target, known);
  const { place } = survey;
  const plan = { ...make(survey, findings), ...(place === undefined ? {} : { place }) };
  return { ...survey, findings, plan, fingerprint: fingerprintOf(plan) };
}

/** Returns what a plan cannot do and a person can, for the provider at hand; nothing where the plan takes Electric's things away. */
export const guidedOf = ({ snapshot, findings, plan }: Planned, { target, known }: Recipe): ManualStep[] =>
  takesAway(plan.for) ? [] : manualSteps(snapshot, target, findings, known);
