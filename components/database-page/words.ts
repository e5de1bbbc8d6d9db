import type { Verdict } from "@/lib/checks/verdict";

/** A verdict as a headline says it. */
export const VERDICT_WORDS: Record<Verdict, string> = {
  "not ready": "Not ready",
  "ready with warnings": "Ready with warnings",
  ready: "Ready",
  unknown: "Not known",
};
