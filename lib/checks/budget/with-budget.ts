import { budgetOf } from "@/lib/budget/budget";
import type { Budget } from "@/lib/budget/schema";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { isUnseen } from "@/lib/snapshot/seen";
import type { Target } from "@/lib/target/schema";
import { unknown, type Judgement } from "../finding";

/** Judges by the budget where the sessions could be seen; otherwise says which grant would show them. */
export function withBudget(
  snapshot: ReachedSnapshot,
  target: Target,
  judge: (budget: Budget) => Judgement,
): Judgement {
  const budget = budgetOf(snapshot, target);
  if (budget !== null) return judge(budget);
  const { activity } = snapshot;
  return unknown({
    found: "Who holds the connections could not be seen.",
    grant: isUnseen(activity) ? activity.grant : "",
  });
}
