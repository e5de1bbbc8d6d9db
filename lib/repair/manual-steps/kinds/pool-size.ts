import { budgetHeadroom } from "@/lib/checks/budget/headroom";
import type { CheckId } from "@/lib/checks";
import { goodPoolSize } from "@/lib/budget/advice";
import { SMALL_SERVER } from "@/lib/budget/max-connections";
import { recommendationOf } from "@/lib/budget/recommendation";
import { halfOfUsable, budgetPoolSize } from "@/lib/checks/budget/pool-size";
import { BUDGET_CHECKS } from "./budget-checks";
import type { Context, Kind } from "./kind";

/** A server so small that budget.headroom warns whatever the pool is. */
const isSmall = ({ server }: Context["snapshot"]): boolean => server.maxConnections < SMALL_SERVER;

const POOL_SIZE = budgetPoolSize.id;

type Size = { size: number; sum: string; checks: CheckId[] };

/** Returns the advice of the budget. Null where no smaller pool sits well: one that only just fits makes no check pass. */
function advised({ budget, target, open, snapshot }: Context): Size | null {
  if (budget === null || goodPoolSize(budget, target)?.well !== true) return null;
  const { poolSize, sums } = recommendationOf(budget, target);
  const sum = sums.at(-1);
  const helped = isSmall(snapshot) ? BUDGET_CHECKS.filter((id) => id !== budgetHeadroom.id) : BUDGET_CHECKS;
  const checks = helped.filter((id) => open.has(id));
  return poolSize === null || sum === undefined ? null : { size: poolSize, sum, checks };
}

/** Returns the need of the pool's own check: no less than 2, no more than half of the usable connections. */
function bounded({ snapshot, target, open }: Context): Size | null {
  const checks: CheckId[] = open.has(POOL_SIZE) ? [POOL_SIZE] : [];
  if (target.poolSize < 2)
    return { size: 2, sum: "Electric opens 2 connections whatever it is told.", checks };
  const { half, usable } = halfOfUsable(snapshot, target.poolSize);
  return half < 2 ? null : { size: half, sum: `Half of ${usable} usable connections is ${half}.`, checks };
}

/** The smaller of both, for all that either is asked for. */
function chosen(context: Context): Size | null {
  const byBudget = advised(context);
  const byCheck = context.open.has(POOL_SIZE) ? bounded(context) : null;
  if (byBudget === null || byCheck === null) return byBudget ?? byCheck;
  return byCheck.size < byBudget.size ? { ...byCheck, checks: byBudget.checks } : byBudget;
}

/** ELECTRIC_DB_POOL_SIZE: the way without a restart of Postgres. */
export const poolSize: Kind = (context) => {
  const { open, target, snapshot } = context;
  const best = chosen(context);
  const [check, ...also] = best?.checks ?? [];
  if (best === null || check === undefined || best.size === target.poolSize) return {};
  const why =
    best.size < target.poolSize
      ? "With a smaller pool Electric takes fewer snapshots at the same time, and leaves more connections to all others."
      : "Say what Electric opens anyway, so that the sums are true.";
  const small = isSmall(snapshot) && open.has(budgetHeadroom.id);
  return {
    steps: [
      {
        check,
        ...(also.length > 0 ? { also } : {}),
        title: `Set ELECTRIC_DB_POOL_SIZE to ${best.size}`,
        says: `${why} Set it in Electric's environment and start Electric again; Postgres needs no restart. Set the same pool size in the target of this database, which the checks judge by.${small ? ` A server of less than ${SMALL_SERVER} connections keeps its warning that few are left, whatever the pool is.` : ""}`,
        value: {
          name: "ELECTRIC_DB_POOL_SIZE",
          to: String(best.size),
          now: `${target.poolSize}, as the target has it`,
          sum: best.sum,
        },
        path: [],
        commands: [{ label: "Electric's environment", text: `ELECTRIC_DB_POOL_SIZE=${best.size}` }],
        restart: null,
        source: open.get(check)?.source ?? "",
      },
    ],
  };
};
