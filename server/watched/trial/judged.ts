import "server-only";
import type { Finding } from "@/lib/checks/finding";
import { judged } from "@/lib/trial/agreement";
import type { TrialOutcome } from "@/lib/trial/schema";
import { complain } from "@/server/http/log";

/** Returns the findings of a trial beside those of the checks, and logs where the two contradict each other. */
export function judgedAndLogged(outcomes: readonly TrialOutcome[], findings: readonly Finding[]): Finding[] {
  const { found, differences } = judged(outcomes, findings);
  for (const { step, says } of differences) complain(`Trial and checks differ at “${step}”: ${says}.`);
  return found;
}
