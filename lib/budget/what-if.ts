import { isUnseen } from "@/lib/snapshot/seen";
import type { PoolChoice, Target } from "@/lib/target/schema";
import { sumsOf, type KnownPeak } from "./budget";
import type { Connections } from "./connections";
import { directConnections } from "@/lib/electric/pool";
import { sessionsIn } from "./electric-sessions";
import { recommendationOf, type Recommendation } from "./recommendation";
import type { Budget } from "./schema";

/** What is tried out: what Electric opens, and how many connections the server has. */
export type Change = Partial<PoolChoice & { maxConnections: number }>;

export type WhatIf = { budget: Budget; recommendation: Recommendation; sentence: string };

function sentenceOf({ poolSize, pool, othersTotal, usable, short, othersPeak }: Budget): string {
  const sum = `${pool} for Electric + ${othersTotal} others = ${pool + othersTotal} of ${usable} usable`;
  if (pool + othersTotal > usable || short > 0)
    return `A pool of ${poolSize} does not fit: ${sum}, ${pool + othersTotal - usable} short.`;
  const left = usable - pool - othersTotal;
  const peak = pool + othersPeak > usable ? `; not at the others' peak of ${othersPeak}` : "";
  return `A pool of ${poolSize} fits: ${sum}, ${left} left${peak}.`;
}

/**
 * Returns what the sums would be once Electric was started anew with a change: its sessions of today count as no more than
 * what it would open then. Null where nobody's sessions could be seen.
 */
export function whatIf(
  connections: Connections,
  target: Target,
  { maxConnections, ...choice }: Change,
  known: KnownPeak = {},
): WhatIf | null {
  const { activity, server } = connections;
  if (isUnseen(activity)) return null;
  const tried = { ...target, ...choice };
  const today = sessionsIn(activity, connections, target);
  const electric = Math.min(today.electric, directConnections(tried));
  const there = {
    ...connections,
    server: { ...server, maxConnections: maxConnections ?? server.maxConnections },
  };
  const budget = sumsOf({ ...today, electric }, there, tried, known);
  return { budget, recommendation: recommendationOf(budget, tried), sentence: sentenceOf(budget) };
}
