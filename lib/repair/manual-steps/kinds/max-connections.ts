import { budgetPoolSize } from "@/lib/checks/budget/pool-size";
import { maxConnectionsFor } from "@/lib/checks/budget/ways";
import { BUDGET_CHECKS } from "./budget-checks";
import type { Kind, Wish } from "./kind";

/** max_connections, as large as the budget's checks and the pool's own check ask for together. */
export const maxConnections: Kind = ({ snapshot, target, budget, open }) => {
  const { value, sum } = maxConnectionsFor(snapshot, target, budget);
  const now = snapshot.server.maxConnections;
  if (value <= now) return {};
  const wishes: Wish[] = BUDGET_CHECKS.flatMap((check) => {
    const finding = open.get(check);
    // Below 2 the pool's own check asks for a true number and for no more connections.
    if (finding === undefined || (check === budgetPoolSize.id && target.poolSize < 2)) return [];
    return [
      {
        check,
        name: "max_connections",
        to: String(value),
        now: String(now),
        sum,
        why: "Electric opens all of its pool at its start and keeps it; the application, migrations and deploys need connections beside it.",
        source: finding.source,
      },
    ];
  });
  return { wishes };
};
