import { budgetOf } from "@/lib/budget/budget";
import type { Budget } from "@/lib/budget/schema";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { isUnseen } from "@/lib/snapshot/seen";
import type { Target } from "@/lib/target/schema";
import { unknown, type Judgement } from "../finding";
import type { Known } from "../known";
import { dayAndTime } from "@/lib/text/words";

/**
 * Judges by the budget, with the others' peak where one is known, where the sessions could be seen; otherwise says which
 * grant would show them.
 */
export function withBudget(
  snapshot: ReachedSnapshot,
  target: Target,
  known: Known,
  judge: (budget: Budget) => Judgement,
): Judgement {
  const budget = budgetOf(snapshot, target, { othersPeak: known.othersPeak?.count });
  if (budget !== null) return judge(budget);
  const { activity } = snapshot;
  return unknown({
    found: "Who holds the connections could not be seen.",
    grant: isUnseen(activity) ? activity.grant : "",
  });
}

/** Returns when the others held the peak that the budget has, as " on 21 Nov, 14:02 UTC"; "" where it is of this moment. */
export const whenPeaked = ({ othersPeak, othersTotal }: Budget, { othersPeak: known }: Known): string =>
  known !== undefined && othersPeak > othersTotal ? ` on ${dayAndTime(known.at)}` : "";
