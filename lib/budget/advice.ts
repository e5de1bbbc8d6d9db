import { deployPeak, directConnections, type Opening } from "@/lib/electric/pool";
import { roomBelowLimits } from "./limits";
import type { Budget } from "./schema";

/** Below this a server is small for Electric beside an application (Electric docs, integrations/planetscale). */
export const SMALL_SERVER = 50;
/** Electric's docs advise max_connections of three times the pool. */
export const POOLS_PER_SERVER = 3;
/** Share of the usable connections that should be left when the others are at their peak. */
export const SHARE_LEFT = 0.2;

/** The pool that max_connections should be three times of: no more than what is opened to the server itself. */
export const ruledPool = ({ poolSize, pool }: Pick<Budget, "poolSize" | "pool">): number =>
  Math.min(poolSize, pool);

/** Returns whether a pool of this size sits well: it fits with its deploy peak, a fifth left, and at most half of usable. */
function sitsWell(opening: Opening, budget: Budget): boolean {
  const { usable, othersPeak, maxConnections } = budget;
  const total = directConnections(opening);
  return (
    maxConnections >= POOLS_PER_SERVER * ruledPool({ poolSize: opening.poolSize, pool: total }) &&
    2 * total <= usable &&
    othersPeak + deployPeak(opening) <= usable &&
    deployPeak(opening) <= roomBelowLimits(budget) &&
    usable - othersPeak - total >= SHARE_LEFT * usable
  );
}

/** Returns the smallest round max_connections on which this pool sits well beside the others, deploys included. */
export function goodMaxConnections(budget: Budget): number {
  const { pool, othersPeak, reserved, deployPeak: peak } = budget;
  const rule = POOLS_PER_SERVER * ruledPool(budget);
  const usable = Math.max(2 * pool, othersPeak + peak, (othersPeak + pool) / (1 - SHARE_LEFT));
  return Math.ceil(Math.max(SMALL_SERVER, rule, reserved + usable) / 10) * 10;
}

/** Returns the smallest max_connections on which Electric starts beside what the others hold now. */
export function leastMaxConnections({ pool, othersTotal, reserved }: Budget): number {
  return pool + othersTotal + reserved;
}

/**
 * Returns the largest pool size, no larger than the one asked for (2 where less is), that sits well in the connections that
 * are there and below the CONNECTION LIMITs, or else the largest that only just fits beside the others' peak; null when not
 * even 2 do.
 */
export function goodPoolSize(budget: Budget, opening: Opening): { size: number; well: boolean } | null {
  const most = Math.max(2, budget.poolSize);
  const room = Math.min(budget.usable - budget.othersPeak, roomBelowLimits(budget));
  for (let size = most; size >= 2; size -= 1)
    if (sitsWell({ ...opening, poolSize: size }, budget)) return { size, well: true };
  for (let size = most; size >= 2; size -= 1)
    if (directConnections({ ...opening, poolSize: size }) <= room) return { size, well: false };
  return null;
}
