import { inverse, whyNoInverse } from "@/lib/repair/changes/operations";
import type { Step } from "./schema";

/** Returns why statements of a step have no undo, as a sentence that goes on after a colon; empty where all have one. */
export function whyNoUndo({ changes }: Pick<Step, "changes">): string {
  const reasons = changes.flatMap((change) => (inverse(change) === null ? (whyNoInverse(change) ?? []) : []));
  return [...new Set(reasons)].join(" ");
}
