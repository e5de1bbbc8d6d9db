import type { Budget } from "@/lib/budget/schema";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import type { Target } from "@/lib/target/schema";
import { defineCheck } from "../define";
import { pass, warn, type Judgement } from "../finding";
import type { Known } from "../known";
import { budgetWays } from "./ways";
import { whenPeaked, withBudget } from "./with-budget";

/** Judges whether two instances fit for the time of a deploy, beside the most that the others hold. */
export function judgeDeployFits(
  budget: Budget,
  snapshot: ReachedSnapshot,
  target: Target,
  known: Known = {},
): Judgement {
  const { deployPeak, othersPeak, pool, usable } = budget;
  const when = whenPeaked(budget, known);
  const others = `${othersPeak} others${when === "" ? "" : `, as${when},`}`;
  const second = `${pool} + ${deployPeak - pool} of the second instance`;
  const total = deployPeak + othersPeak;
  const sum = `${second} + ${others} = ${total} of ${usable} usable`;
  if (total <= usable) return pass(`${sum}.`);
  return warn({
    found: `${sum}: ${total - usable} short`,
    needed: `${total} usable connections during a deploy`,
    objects: ["max_connections"],
    ways: [
      ...budgetWays(budget, snapshot, target),
      { says: "Or stop the old instance before the new one starts, and accept the gap." },
    ],
  });
}

export const budgetDeployFits = defineCheck({
  id: "budget.deploy_fits",
  title: "A rolling deploy fits",
  why: "During a deploy two instances are connected: on one slot the second waits with its admin pool, with a slot of its own it opens all of its pool. What does not fit then keeps the new instance from becoming active.",
  source: "Electric 1.7.12, connection/manager.ex 243-264 and 926-968",
  worst: "warn",
  act: { says: "Make room for a rolling deploy", page: "connections" },
  judge: (snapshot, target, known) =>
    withBudget(snapshot, target, known, (budget) => judgeDeployFits(budget, snapshot, target, known)),
});
