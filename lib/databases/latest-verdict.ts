import { z } from "zod";
import { VERDICTS, type Verdict } from "@/lib/checks/verdict";
import type { Brief } from "@/lib/report/brief-schema";

/** The verdict of the latest check run, with the trial that stands beside it; null before the first check run. */
export const latestVerdictSchema = z
  .object({
    verdict: z.enum(VERDICTS),
    /** The time of the check run, ISO. */
    takenAt: z.string(),
    /** Findings that fail and are not ignored. */
    fails: z.number().int().nonnegative(),
  })
  .nullable();

export type LatestVerdict = z.infer<typeof latestVerdictSchema>;

/** Returns the verdict of a check run whose brief leaves out what is ignored. */
export const latestVerdictOf = (
  latest: { verdict: Verdict; takenAt: string; brief: Brief } | null,
): LatestVerdict =>
  latest && { verdict: latest.verdict, takenAt: latest.takenAt, fails: latest.brief.counts.fail };
