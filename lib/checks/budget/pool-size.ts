import { budgetOf } from "@/lib/budget/budget";
import { usableConnections } from "@/lib/budget/usable";
import { poolSplit } from "@/lib/electric/pool";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { defineCheck } from "../define";
import { pass, warn } from "../finding";
import { maxConnectionsWays } from "./ways";

/** Returns half of the usable connections beside one whole pool. */
export function halfOfUsable({ server, role }: Pick<ReachedSnapshot, "server" | "role">, poolSize: number) {
  const usable = usableConnections(server, role);
  return { usable, total: poolSplit(poolSize).total, half: Math.floor(usable / 2) };
}

export const budgetPoolSize = defineCheck({
  id: "budget.pool_size",
  title: "The pool has a sensible size",
  why: "Electric opens at least 2 connections whatever it is told, and keeps all of its pool for as long as it runs: more than half of the server leaves the application the smaller part.",
  source: "Electric 1.7.12, connection/manager.ex 243-264",
  worst: "warn",
  act: { says: "Choose another pool size", page: "connections" },
  judge(seen, target, known) {
    const { poolSize } = target;
    const { admin, snapshot } = poolSplit(poolSize);
    const { usable, total, half } = halfOfUsable(seen, poolSize);
    if (poolSize < 2)
      return warn({
        found: `ELECTRIC_DB_POOL_SIZE is ${poolSize}, and Electric opens 2 all the same`,
        needed: "2 or more",
        objects: ["ELECTRIC_DB_POOL_SIZE"],
        ways: [{ says: "Set ELECTRIC_DB_POOL_SIZE to 2, so that the number is true." }],
      });
    if (total > half) {
      return warn({
        found: `the pool of ${total} is more than half of ${usable} usable connections`,
        needed: `a pool of at most ${half}`,
        objects: ["ELECTRIC_DB_POOL_SIZE"],
        ways: [
          ...(half >= 2 ? [{ says: `Set ELECTRIC_DB_POOL_SIZE to ${half}, half of ${usable}.` }] : []),
          ...maxConnectionsWays(
            seen,
            target,
            budgetOf(seen, target, { othersPeak: known.othersPeak?.count }),
          ),
        ],
      });
    }
    return pass(
      `${total} connections: ${admin} to administer, ${snapshot} for snapshots, of ${usable} usable.`,
    );
  },
});
