import { recommendationOf } from "@/lib/budget/recommendation";
import { halfOfUsable } from "@/lib/checks/budget/pool-size";
import type { Finding } from "@/lib/checks/finding";
import type { Context, Kind } from "./kind";

const CHECKS = ["budget.pool_fits", "budget.deploy_fits", "budget.headroom", "budget.pool_size"];

type Size = { size: number; sum: string };

/** What the budget advises; null where a smaller pool would not help, or where the sessions could not be seen. */
function advised({ budget, target }: Context): Size | null {
  if (budget === null) return null;
  const { poolSize, sums } = recommendationOf(budget, target);
  const sum = sums.at(-1);
  return poolSize === null || sum === undefined ? null : { size: poolSize, sum };
}

/** What the pool's own check asks for: no less than 2, no more than half of the usable connections. */
function bounded({ snapshot, target, open }: Context): Size | null {
  if (!open.has("budget.pool_size")) return null;
  if (target.poolSize < 2) return { size: 2, sum: "Electric opens 2 connections whatever it is told." };
  const { half, usable } = halfOfUsable(snapshot, target.poolSize);
  return half < 2 ? null : { size: half, sum: `Half of ${usable} usable connections is ${half}.` };
}

/** ELECTRIC_DB_POOL_SIZE: the way without a restart of Postgres, in place of more connections. */
export const poolSize: Kind = (context) => {
  const { open, target } = context;
  const findings = CHECKS.flatMap((id): Finding[] => {
    const finding = open.get(id);
    return finding === undefined ? [] : [finding];
  });
  const [first, ...rest] = findings;
  if (first === undefined) return {};
  const sizes = [advised(context), bounded(context)].filter((size) => size !== null);
  const [best] = sizes.toSorted((a, b) => a.size - b.size);
  if (best === undefined || best.size === target.poolSize) return {};
  const smaller = best.size < target.poolSize;
  const also = rest.map(({ id }) => id);
  return {
    steps: [
      {
        check: first.id,
        ...(also.length > 0 ? { also } : {}),
        title: `Set ELECTRIC_DB_POOL_SIZE to ${best.size}`,
        says: `${smaller ? "In place of more connections, a smaller pool: Electric takes fewer snapshots at the same time." : "Say what Electric opens anyway, so that the sums are true."} Set it in Electric's environment and start Electric again; Postgres needs no restart. Set the same pool size in the target of this database, which the checks judge by.`,
        value: {
          name: "ELECTRIC_DB_POOL_SIZE",
          to: String(best.size),
          now: `${target.poolSize}, as the target has it`,
          sum: best.sum,
        },
        path: [],
        commands: [{ label: "Electric's environment", text: `ELECTRIC_DB_POOL_SIZE=${best.size}` }],
        restart: null,
        source: first.source,
      },
    ],
  };
};
