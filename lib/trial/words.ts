import type { Finding } from "@/lib/checks/finding";
import { count } from "@/lib/text/words";
import { TRIAL_FINDINGS } from "./findings";
import { outcomeText, worstResult } from "./judge";
import type { TrialOutcome, TrialResult } from "./schema";
import { TRIAL, TRIAL_FINDING_IDS, TRIAL_STEP_NAMES, TRIAL_STEPS, type TrialStep } from "./steps";

/** A step of a trial as one line, however many objects it met. */
export type StepLine = {
  step: TrialStep;
  title: string;
  /** The worst result of the step. */
  result: TrialResult;
  says: string;
  /** How long the step took, ms. */
  ms: number;
};

/** Results as words on the screen. */
export const RESULT_WORDS: Record<TrialResult, string> = {
  done: "Done",
  failed: "Failed",
  warned: "Warning",
  "not tried": "Not tried",
  "not needed": "Not needed",
};

/** Returns one line for each step that has an outcome, in Electric's order. */
export function stepLines(outcomes: readonly TrialOutcome[]): StepLine[] {
  return TRIAL_STEP_NAMES.flatMap((step) => {
    const own = outcomes.filter((outcome) => outcome.step === step);
    const result = worstResult(own);
    const [first, ...others] = own.filter((outcome) => outcome.result === result);
    if (first === undefined) return [];
    const more = others.length === 0 ? "" : `, and ${count(others.length, "more", "more")}`;
    return [
      {
        step,
        title: TRIAL_STEPS[step].title,
        result,
        says: `${outcomeText(first)}${more}`,
        // An outcome's time is that since its step began: the last one has all of it.
        ms: Math.max(...own.map(({ ms }) => ms)),
      },
    ];
  });
}

/** Extent of a trial: its halves, and the whole pool. */
export type Asked = { statements: boolean; login: boolean; pool: boolean };

/** A step of a trial that has not ended. */
export type StepToCome = { step: TrialStep; title: string };

/** Returns the steps of a trial that are still to come, in Electric's order; the first of them is the one that runs. */
export function stepsToCome(outcomes: readonly TrialOutcome[], asked: Asked): StepToCome[] {
  const halves = new Set([
    ...(asked.statements ? (["statements"] as const) : []),
    ...(asked.login ? (["session"] as const) : []),
  ]);
  const last = Math.max(-1, ...outcomes.map(({ step }) => TRIAL_STEP_NAMES.indexOf(step)));
  return TRIAL_STEP_NAMES.slice(last + 1)
    .filter((step) => halves.has(TRIAL_STEPS[step].half) && (asked.pool || step !== "open pool"))
    .map((step) => ({ step, title: TRIAL_STEPS[step].title }));
}

/** Returns whether Electric's own login was tried: without its password a trial has the other half alone. */
export const triedLogin = (outcomes: readonly TrialOutcome[]): boolean =>
  outcomes.some(({ step }) => TRIAL_STEPS[step].half === "session");

/** Returns the titles of what a trial did not come to; the whole pool counts only where it was asked for. */
export function untriedTitles(findings: readonly Pick<Finding, "id">[], pool: boolean): string[] {
  const reached = new Set(findings.map(({ id }) => id));
  return TRIAL_FINDING_IDS.filter((id) => !reached.has(id) && (pool || id !== TRIAL.connections)).map(
    (id) => TRIAL_FINDINGS[id].title,
  );
}

/** Returns the outcome of a trial in at most six words. `untried` is the number of findings that it did not come to. */
export function trialHeadline(findings: readonly Pick<Finding, "status">[], untried: number): string {
  const judged = findings.filter(({ status }) => status !== "not applicable");
  const number = (wanted: Finding["status"]) => judged.filter(({ status }) => status === wanted).length;
  const [fails, warns, passed] = [number("fail"), number("warn"), number("pass")];
  const open = number("unknown") + untried;
  if (fails > 0) return `${fails} of ${judged.length + untried} ${fails === 1 ? "fails" : "fail"}`;
  if (open > 0) return `${passed + warns} passed, ${open} not tried`;
  if (warns > 0) return `Passed with ${count(warns, "warning")}`;
  return `All ${passed} passed`;
}
