import { deployPeak, poolSplit } from "@/lib/electric/pool";
import type { Target } from "@/lib/target/schema";
import type { Budget } from "./schema";

/** Below this a server is small for Electric beside an application (Electric docs, integrations/planetscale). */
export const SMALL_SERVER = 50;
/** Electric's docs advise max_connections of three times the pool. */
export const POOLS_PER_SERVER = 3;
/** What should be left of the usable connections when the others are at their peak. */
export const SHARE_LEFT = 0.2;

type Sums = Pick<Budget, "usable" | "othersPeak" | "maxConnections">;

/** Returns whether a pool of this size sits well: it fits with its deploy peak, a fifth left, and at most half of usable. */
function sitsWell(
  poolSize: number,
  { usable, othersPeak, maxConnections }: Sums,
  deploy: Target["deploy"],
): boolean {
  const { total } = poolSplit(poolSize);
  return (
    maxConnections >= POOLS_PER_SERVER * poolSize &&
    2 * total <= usable &&
    othersPeak + deployPeak(poolSize, deploy) <= usable &&
    usable - othersPeak - total >= SHARE_LEFT * usable
  );
}

/** Returns the smallest round max_connections on which this pool sits well beside the others, deploys included. */
export function goodMaxConnections(budget: Budget): number {
  const { poolSize, pool, othersPeak, reserved, deployPeak: peak } = budget;
  const usable = Math.max(2 * pool, othersPeak + peak, (othersPeak + pool) / (1 - SHARE_LEFT));
  return Math.ceil(Math.max(SMALL_SERVER, POOLS_PER_SERVER * poolSize, reserved + usable) / 10) * 10;
}

/** Returns the smallest max_connections on which Electric starts beside what the others hold now. */
export function leastMaxConnections({ pool, othersTotal, reserved }: Budget): number {
  return pool + othersTotal + reserved;
}

/**
 * Returns the largest pool, no larger than what Electric opens for the one asked for, that sits well in the connections that are there, or else
 * the largest that only just fits beside the others' peak; null when not even 2 do.
 */
export function goodPoolSize(
  budget: Budget,
  deploy: Target["deploy"],
): { size: number; well: boolean } | null {
  for (let size = budget.pool; size >= 2; size -= 1)
    if (sitsWell(size, budget, deploy)) return { size, well: true };
  const size = Math.min(budget.pool, budget.usable - budget.othersPeak);
  return size >= 2 ? { size, well: false } : null;
}
