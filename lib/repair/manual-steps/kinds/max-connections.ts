import { recommendationOf } from "@/lib/budget/recommendation";
import { leastByRule } from "@/lib/checks/budget/headroom";
import { halfOfUsable } from "@/lib/checks/budget/pool-size";
import { POOLS_PER_SERVER, SMALL_SERVER } from "@/lib/budget/advice";
import type { Context, Kind, Wish } from "./kind";

const BUDGET_CHECKS = ["budget.pool_fits", "budget.deploy_fits", "budget.headroom"] as const;

/** Returns the advice of the checks with their own sum; null where more connections would not help. */
function advised({ budget, target }: Context): Pick<Wish, "to" | "sum"> | null {
  if (budget === null) {
    const least = leastByRule(target);
    return {
      to: String(least),
      sum: `max_connections ${least}: ${POOLS_PER_SERVER} times the pool, and no less than ${SMALL_SERVER}; who holds connections now could not be seen.`,
    };
  }
  const { maxConnections, sums } = recommendationOf(budget, target);
  const [sum] = sums;
  return maxConnections === null || sum === undefined ? null : { to: String(maxConnections), sum };
}

/** max_connections, as large as the budget's checks and the pool's own check ask for together. */
export const maxConnections: Kind = (context) => {
  const { snapshot, target, open } = context;
  const common = {
    name: "max_connections",
    now: String(snapshot.server.maxConnections),
    why: "Electric opens all of its pool at its start and keeps it; the application, migrations and deploys need connections beside it.",
  };
  const value = advised(context);
  const wishes: Wish[] = BUDGET_CHECKS.flatMap((id) => {
    const finding = open.get(id);
    if (finding === undefined || value === null) return [];
    return [{ ...common, ...value, check: id, source: finding.source }];
  });
  const size = open.get("budget.pool_size");
  const half = halfOfUsable(snapshot, target.poolSize);
  if (size !== undefined && half.total > half.half)
    wishes.push({
      ...common,
      check: size.id,
      to: String(half.maxConnections),
      sum: `max_connections ${half.maxConnections}: 2 × the pool of ${half.total} + ${half.reserved} reserved, so that the pool is no more than half.`,
      source: size.source,
    });
  return { wishes };
};
