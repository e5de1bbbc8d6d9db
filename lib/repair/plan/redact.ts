import { redacted, verifierOf } from "@/lib/repair/changes/operations";
import type { Plan, Step } from "./schema";

/** Sign in place of a verifier. */
const REDACTED = "…";

/** Returns a step without the verifiers in its changes and statements. */
export function redactStep(step: Step): Step {
  const verifiers = step.changes.flatMap((change) => verifierOf(change) ?? []);
  return {
    ...step,
    changes: step.changes.map((change) => redacted(change, REDACTED)),
    statements: step.statements.map((statement) =>
      verifiers.reduce((text, verifier) => text.replaceAll(verifier, REDACTED), statement),
    ),
  };
}

/**
 * Returns a plan to be shown or kept: without the verifier, which is no password but lets one be guessed at leisure. Its
 * undo is the same. What is left cannot be run.
 */
export const redactPlan = (plan: Plan): Plan => ({
  ...plan,
  choices: { ...plan.choices, verifier: null },
  steps: plan.steps.map(redactStep),
});
