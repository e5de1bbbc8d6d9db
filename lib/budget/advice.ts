import { deployPeak, directConnections, type Opening } from "@/lib/electric/pool";
import type { Budget } from "./schema";

/** Below this a server is small for Electric beside an application (Electric docs, integrations/planetscale). */
export const SMALL_SERVER = 50;
/** Electric's docs advise max_connections of three times the pool. */
export const POOLS_PER_SERVER = 3;
/** What should be left of the usable connections when the others are at their peak. */
export const SHARE_LEFT = 0.2;

type Sums = Pick<Budget, "usable" | "othersPeak" | "maxConnections">;

/** Returns whether a pool of this size sits well: it fits with its deploy peak, a fifth left, and at most half of usable. */
function sitsWell(opening: Opening, { usable, othersPeak, maxConnections }: Sums): boolean {
  const total = directConnections(opening);
  return (
    maxConnections >= POOLS_PER_SERVER * (opening.pooled ? total : opening.poolSize) &&
    2 * total <= usable &&
    othersPeak + deployPeak(opening) <= usable &&
    usable - othersPeak - total >= SHARE_LEFT * usable
  );
}

/** Returns the smallest round max_connections on which this pool sits well beside the others, deploys included. */
export function goodMaxConnections(budget: Budget): number {
  const { poolSize, pool, othersPeak, reserved, deployPeak: peak } = budget;
  const rule = POOLS_PER_SERVER * Math.min(poolSize, pool);
  const usable = Math.max(2 * pool, othersPeak + peak, (othersPeak + pool) / (1 - SHARE_LEFT));
  return Math.ceil(Math.max(SMALL_SERVER, rule, reserved + usable) / 10) * 10;
}

/** Returns the smallest max_connections on which Electric starts beside what the others hold now. */
export function leastMaxConnections({ pool, othersTotal, reserved }: Budget): number {
  return pool + othersTotal + reserved;
}

/**
 * Returns the largest pool size, no larger than the one asked for (2 where less is), that sits well in the connections that
 * are there, or else the largest that only just fits beside the others' peak; null when not even 2 do.
 */
export function goodPoolSize(budget: Budget, opening: Opening): { size: number; well: boolean } | null {
  const most = Math.max(2, budget.poolSize);
  const room = budget.usable - budget.othersPeak;
  for (let size = most; size >= 2; size -= 1)
    if (sitsWell({ ...opening, poolSize: size }, budget)) return { size, well: true };
  for (let size = most; size >= 2; size -= 1)
    if (directConnections({ ...opening, poolSize: size }) <= room) return { size, well: false };
  return null;
}
