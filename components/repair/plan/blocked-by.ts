import type { AcceptanceId } from "@/lib/repair/plan/acceptance";
import type { PlanBrief } from "@/lib/repair/plan/brief";
import { count } from "@/lib/text/words";
import type { NewPassword } from "./use-new-password";

/** Returns why a plan cannot run, as a sentence; null where it can. */
export function blockedBy(
  { missingCount, acceptances }: PlanBrief,
  { problem }: NewPassword,
  accepted: readonly AcceptanceId[],
): string | null {
  if (missingCount > 0) return "It cannot run before what is missing above is given.";
  const open = acceptances.filter(({ id }) => !accepted.includes(id)).length;
  if (open > 0) return `Accept ${count(open, "warning")} first, under “Accept before it runs”.`;
  return problem;
}
