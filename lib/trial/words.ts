import type { Finding } from "@/lib/checks/finding";
import { count } from "@/lib/checks/words";
import { outcomeText, worstResult } from "./judge";
import type { TrialOutcome, TrialResult } from "./schema";
import { TRIAL_STEP_NAMES, TRIAL_STEPS, type TrialStep } from "./steps";

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

/** Returns whether Electric's own login was tried: without its password a trial has the other half alone. */
export const triedLogin = (outcomes: readonly TrialOutcome[]): boolean =>
  outcomes.some(({ step }) => TRIAL_STEPS[step].half === "session");

/** Returns the outcome of a trial in at most six words. */
export function trialHeadline(findings: readonly Pick<Finding, "status">[]): string {
  const judged = findings.filter(({ status }) => status !== "not applicable");
  const number = (wanted: Finding["status"]) => judged.filter(({ status }) => status === wanted).length;
  if (judged.length === 0) return "Nothing was tried";
  const [fails, unknown, warns] = [number("fail"), number("unknown"), number("warn")];
  if (fails > 0) return `${fails} of ${judged.length} ${fails === 1 ? "fails" : "fail"}`;
  if (unknown > 0) return `${unknown} of ${judged.length} not tried`;
  if (warns > 0) return `Passed with ${count(warns, "warning")}`;
  return `All ${judged.length} passed`;
}
