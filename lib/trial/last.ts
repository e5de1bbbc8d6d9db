import { z } from "zod";
import { findingSchema, type Finding } from "@/lib/checks/finding";
import type { Verdict } from "@/lib/checks/verdict";
import { trialHeadline, untriedTitles } from "./words";

/** The last trial of a database that ran to its end. */
export const lastTrialSchema = z.object({
  /** ISO time of its end. */
  endedAt: z.string(),
  /** Version of the server, such as "17.10". */
  version: z.string(),
  /** The whole pool was opened as well. */
  pool: z.boolean(),
  findings: z.array(findingSchema),
  /** Something that the trial depends on has changed since: another target, or a check run that saw other objects. */
  outdated: z.boolean(),
});

export type LastTrial = z.infer<typeof lastTrialSchema>;

/** Returns the findings of a trial that still stands; none of one that is outdated. */
export const standingFindings = (last: LastTrial | null): Finding[] =>
  last === null || last.outdated ? [] : last.findings;

/**
 * Returns the findings and the verdict of a check run with what a trial that stands adds: where no check fails and a step of the
 * trial did, Electric does not run, and the checks know no reason. Where a check fails as well, its failure is counted once.
 */
export function withTrial(
  findings: readonly Finding[],
  verdict: Verdict,
  last: LastTrial | null,
): { findings: readonly Finding[]; verdict: Verdict } {
  const failures = standingFindings(last).filter(({ status }) => status === "fail");
  if (failures.length === 0 || findings.some(({ status }) => status === "fail")) return { findings, verdict };
  return { findings: [...findings, ...failures], verdict: "not ready" };
}

/** Returns how a trial ended, in at most six words: "all 9 passed", "1 of 9 fails". */
export function endedWords({ findings, pool }: LastTrial): string {
  const headline = trialHeadline(findings, untriedTitles(findings, pool).length);
  return headline.charAt(0).toLowerCase() + headline.slice(1);
}
