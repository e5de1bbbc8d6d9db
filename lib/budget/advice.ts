import { deployPeak, directConnections, type Opening } from "@/lib/electric/pool";
import { roomBelowLimits } from "./limits";
import { POOLS_PER_SERVER, ruledPool, SHARE_LEFT, twicePool } from "./max-connections";
import type { Budget } from "./schema";

/** Returns whether a pool of this size sits well: it fits with its deploy peak, a fifth left, and at most half of usable. */
function sitsWell(opening: Opening, budget: Budget): boolean {
  const { usable, othersPeak, maxConnections } = budget;
  const total = directConnections(opening);
  return (
    maxConnections >= POOLS_PER_SERVER * ruledPool({ poolSize: opening.poolSize, pool: total }) &&
    twicePool({ poolSize: opening.poolSize, pool: total }) <= usable &&
    othersPeak + deployPeak(opening) <= usable &&
    deployPeak(opening) <= roomBelowLimits(budget) &&
    usable - othersPeak - total >= SHARE_LEFT * usable
  );
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
