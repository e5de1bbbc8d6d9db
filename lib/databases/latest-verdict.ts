import { z } from "zod";
import { VERDICTS } from "@/lib/checks/verdict";

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
