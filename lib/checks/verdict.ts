import type { Check } from "./define";
import type { Finding } from "./finding";

export const VERDICTS = ["ready", "ready with warnings", "not ready", "unknown"] as const;
export type Verdict = (typeof VERDICTS)[number];

/**
 * Returns the verdict over all findings. A check that could not look never reads as passed: if it could have
 * failed the verdict is `unknown`, if it could only have warned it counts as a warning.
 */
export function verdictOf(
  findings: readonly Finding[],
  checks: readonly Pick<Check, "id" | "worst">[],
): Verdict {
  if (findings.some(({ status }) => status === "fail")) return "not ready";
  const worst = new Map(checks.map((check) => [check.id as string, check.worst]));
  const blind = findings.filter(({ status }) => status === "unknown");
  if (blind.some(({ id }) => worst.get(id) !== "warn")) return "unknown";
  if (blind.length > 0 || findings.some(({ status }) => status === "warn")) return "ready with warnings";
  return "ready";
}
