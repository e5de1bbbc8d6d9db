import type { Budget } from "@/lib/budget/schema";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import type { Target } from "@/lib/target/schema";
import { defineCheck } from "../define";
import { fail, pass, warn, type Judgement } from "../finding";
import type { Known } from "../known";
import { pendingText } from "../server/pending";
import { count } from "@/lib/text/words";
import { budgetWays } from "./ways";
import { whenPeaked, withBudget } from "./with-budget";

/** Says what is to be known beside the sum: our own session, and a role that is shared. */
function notes({ own, sharedRole }: Budget, target: Target): string {
  const visit = own > 0 ? " Headroom's own session is not counted: it ends with the visit." : "";
  const shared =
    sharedRole > 0
      ? ` ${count(sharedRole, "session")} of ${target.role} ${sharedRole === 1 ? "is" : "are"} not Electric's: an application shares its role, or an Electric runs with a larger pool.`
      : "";
  return visit + shared;
}

/** Judges whether the pool fits; the budget may know a peak of the others that is above what they hold now. */
export function judgePoolFits(
  budget: Budget,
  snapshot: ReachedSnapshot,
  target: Target,
  known: Known = {},
): Judgement {
  const { usable, othersTotal, othersPeak, pool, electricClaimed, sum } = budget;
  const when = whenPeaked(budget, known);
  const told = (reason: string) => ({
    found: `${reason}${sum}${pendingText(snapshot.server, "max_connections")}.${notes(budget, target)}`,
    needed: `${pool} usable connections beside the others`,
    objects: ["max_connections"],
    ways: budgetWays(budget, snapshot, target),
  });
  if (usable - othersTotal < pool)
    return electricClaimed > 0
      ? fail(told(""))
      : warn(
          told(
            "Electric holds its pool, but could not open it again beside superusers in the reserved places: ",
          ),
        );
  if (usable - othersPeak < pool)
    return warn(told(`It does not fit when the others hold ${othersPeak}, as they did${when}: `));
  if (usable - othersTotal === pool)
    return warn(told("It fits with none left, as long as no other client connects: "));
  if (usable - othersPeak === pool)
    return warn(told(`It fits with none left when the others hold ${othersPeak}, as they did${when}: `));
  return pass(`${sum}.${notes(budget, target)}`);
}

export const budgetPoolFits = defineCheck({
  id: "budget.pool_fits",
  title: "Electric's pool fits",
  why: "Electric starts with all of its pool or not at all: with one connection too few it retries without end, and takes each connection that comes free from all other clients. Its walsender does not count.",
  source:
    "Electric 1.7.12 observed on Postgres 17 to the single connection; connection/manager/pool.ex 92-140",
  worst: "fail",
  act: { says: "Lower the pool or raise max_connections", page: "connections" },
  urgency: 190,
  foretells: ["open pool"],
  judge: (snapshot, target, known) =>
    withBudget(snapshot, target, known, (budget) => judgePoolFits(budget, snapshot, target, known)),
});
