import { goodPoolSize } from "@/lib/budget/advice";
import { headroomOf, headroomText } from "@/lib/budget/headroom";
import { bindingLimits } from "@/lib/budget/limits";
import type { Budget } from "@/lib/budget/schema";
import { directConnections } from "@/lib/electric/pool";
import type { Target } from "@/lib/target/schema";
import type { ConnectFacts } from "./facts";

/** Electric opens two connections whatever is asked (Electric 1.7.12, connection/manager.ex 243-264). */
const LEAST = 2;

/** The ELECTRIC_DB_POOL_SIZE that Electric is given. */
export type PoolChosen = {
  size: number;
  /** One sentence of at most 15 words. */
  why: string;
  /** Connections that are left when Electric holds this pool; null where nothing was counted, negative where it does not fit. */
  left: number | null;
  /** The size that the target names; null where it is the one that is given. */
  instead: number | null;
};

/** Returns the headroom that Electric would leave with a pool of another size, started anew. */
const leftBy = ({ usable, othersTotal }: Budget, target: Target, poolSize: number): number =>
  headroomOf({
    usable,
    othersTotal,
    electricOpen: 0,
    electricClaimed: directConnections({ ...target, poolSize }),
  });

/** Returns by how much a pool misses: of the server's connections, or of a CONNECTION LIMIT; 0 where it fits. */
function missing(budget: Budget, target: Target, poolSize: number): number {
  const pool = directConnections({ ...target, poolSize });
  const belowLimits = bindingLimits(budget, pool).map(({ limit, others }) => pool - (limit - others));
  return Math.max(0, -leftBy(budget, target, poolSize), ...belowLimits);
}

/**
 * Returns the pool size for Electric: the target's where it fits the connections that a check run counted, else the largest that
 * does, else the target's with what it lacks. A pool that does not fit starves every other client of the server.
 */
export function poolFor({ budget, target }: Pick<ConnectFacts, "budget" | "target">): PoolChosen {
  const asked = Math.max(LEAST, target.poolSize);
  const instead = asked === target.poolSize ? null : target.poolSize;
  if (budget === null)
    return {
      size: asked,
      why: "From the target; no check run counted the connections yet.",
      left: null,
      instead,
    };
  const short = missing(budget, target, asked);
  const left = leftBy(budget, target, asked);
  if (short === 0)
    return { size: asked, why: `Fits the connection budget with ${headroomText(left)}.`, left, instead };
  const size = goodPoolSize({ ...budget, poolSize: asked }, { ...target, poolSize: asked })?.size;
  if (size === undefined || size >= asked)
    return {
      size: asked,
      why: `Does not fit: ${short} short, and no smaller pool fits.`,
      left: -short,
      instead,
    };
  const remaining = leftBy(budget, target, size);
  return {
    size,
    why: `Fits with ${headroomText(remaining)}; ${asked} would be ${short} short.`,
    left: remaining,
    instead: target.poolSize,
  };
}
