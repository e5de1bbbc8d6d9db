import { checkOf } from "@/lib/checks";
import type { Finding } from "@/lib/checks/finding";
import type { Cause } from "./schema";
import { TRIAL_STEP_NAMES, TRIAL_STEPS } from "./steps";

type Seen = Pick<Finding, "id" | "title" | "status" | "objects">;

/** Findings that name objects tell of these alone; one without objects tells of all. */
const overlap = (one: Seen, other: Seen): boolean =>
  one.objects.length === 0 ||
  other.objects.length === 0 ||
  one.objects.some((object) => other.objects.includes(object));

/**
 * Returns the checks that tell why parts of a trial failed or could not be tried: they fail themselves and foretell one of the
 * finding's steps.
 */
export function causesOf(tried: readonly Seen[], findings: readonly Seen[]): Cause[] {
  return tried
    .filter(({ status }) => status === "fail" || status === "unknown")
    .flatMap((failure) => {
      const steps = TRIAL_STEP_NAMES.filter((step) => TRIAL_STEPS[step].finding === failure.id);
      return findings
        .filter(
          (finding) =>
            finding.status === "fail" &&
            steps.some((step) => checkOf(finding.id)?.foretells?.includes(step)) &&
            overlap(failure, finding),
        )
        .map(({ id, title }) => ({ finding: failure.id, check: id, title }));
    });
}
