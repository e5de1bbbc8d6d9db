import { checkOf } from "@/lib/checks";
import type { Finding } from "@/lib/checks/finding";
import { serverEventTriggers } from "@/lib/checks/server/event-triggers";
import { judgeTrial, outcomeText } from "./judge";
import type { TrialOutcome } from "./schema";
import { AGREEMENT_ID, TRIAL_STEPS, type TrialStep } from "./steps";

/** A step of a trial and a check that contradict each other: a mistake of Headroom. */
export type Disagreement = { step: TrialOutcome["step"]; check: string | null; says: string };

/** A finding that tells of trouble, or of what could not be looked at. */
const isOpen = ({ status }: Finding): boolean => status === "fail" || status === "unknown";

/** Findings of the group `tables` name their tables, those of other groups what all tables depend on. */
const concerns = ({ group, objects }: Finding, outcome: TrialOutcome): boolean =>
  group !== "tables" ||
  objects.length === 0 ||
  outcome.objects.length === 0 ||
  outcome.objects.some((object) => objects.includes(object));

const foretells = (id: string, step: TrialStep): boolean => checkOf(id)?.foretells?.includes(step) ?? false;

const isRefutedBy = (id: string, step: TrialStep): boolean => checkOf(id)?.refutedBy?.includes(step) ?? false;

/**
 * Returns whether a check already tells of what went wrong in a step: then the trial adds nothing new, and a repair that
 * leaves that check as it is may go on.
 */
export const isExplained = (outcome: TrialOutcome, findings: readonly Finding[]): boolean =>
  findings.some(
    (finding) => foretells(finding.id, outcome.step) && isOpen(finding) && concerns(finding, outcome),
  );

/** Returns the failures of a trial that no check tells of. */
export const unexplained = (
  outcomes: readonly TrialOutcome[],
  findings: readonly Finding[],
): TrialOutcome[] =>
  outcomes.filter((outcome) => outcome.result === "failed" && !isExplained(outcome, findings));

/** Returns whether a check warns of the event trigger that refused a step: both know of it, and that it refuses, a trial alone. */
const isWarnedOf = ({ triggers }: TrialOutcome, findings: readonly Finding[]): boolean =>
  findings.some(
    ({ id, status, objects }) =>
      id === serverEventTriggers.id && status === "warn" && triggers.some((name) => objects.includes(name)),
  );

/** Returns where a trial and the checks contradict each other, in either direction. */
export function disagreements(
  outcomes: readonly TrialOutcome[],
  findings: readonly Finding[],
): Disagreement[] {
  const unknownFailures = unexplained(outcomes, findings)
    .filter((outcome) => !isWarnedOf(outcome, findings))
    .map((outcome) => ({
      step: outcome.step,
      check: null,
      says: `no check tells of this: ${outcomeText(outcome)}`,
    }));
  const wrongFailures = outcomes.flatMap((outcome) =>
    outcome.result !== "done"
      ? []
      : findings
          .filter(
            (finding) =>
              finding.status === "fail" &&
              isRefutedBy(finding.id, outcome.step) &&
              (finding.objects.length === 0 ||
                finding.objects.every((object) => outcome.objects.includes(object))),
          )
          .map(({ id, found }) => ({
            step: outcome.step,
            check: id,
            says: `${id} fails (${found}), and it worked`,
          })),
  );
  return [...unknownFailures, ...wrongFailures];
}

/** Returns the finding that tells of contradictions between a trial and the checks; none where there is none. */
export function agreementFinding(found: readonly Disagreement[]): Finding[] {
  if (found.length === 0) return [];
  return [
    {
      id: AGREEMENT_ID,
      group: "trial",
      title: "Trial and checks agree",
      why: "A check judges from the catalogues what the trial does. Where they differ, one of them is mistaken: that is a fault of Headroom, and the trial is nearer to what Electric will meet.",
      source: "Headroom",
      status: "warn",
      found: found.map(({ step, says }) => `${TRIAL_STEPS[step].title}: ${says}`).join("; "),
      needed: "the same answer from both",
      objects: [],
      ways: [{ says: "Report it to the maintainers of Headroom with this text." }],
    },
  ];
}

/** Returns the findings of a trial beside those of the checks, one of them for all contradictions between the two. */
export function judged(
  outcomes: readonly TrialOutcome[],
  findings: readonly Finding[],
): { found: Finding[]; differences: Disagreement[] } {
  const differences = disagreements(outcomes, findings);
  return { found: [...judgeTrial(outcomes), ...agreementFinding(differences)], differences };
}
