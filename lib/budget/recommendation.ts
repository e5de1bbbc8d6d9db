import type { Target } from "@/lib/target/schema";
import { goodPoolSize } from "./advice";
import { bindingLimits } from "./limits";
import { maxConnectionsAdvice, SHARE_LEFT } from "./max-connections";
import type { Budget } from "./schema";

/** Ways to make Electric's pool sit well, each with its sum written out. */
export type Recommendation = {
  /** `short`: the pool does not fit; `tight`: it does, and leaves too little for a deploy, a peak or others. */
  kind: "fits" | "tight" | "short";
  sentence: string;
  /** One for each way: how its number comes about. */
  sums: string[];
  /** The max_connections and the pool size that are advised; null where that one need not or cannot help. */
  maxConnections: number | null;
  poolSize: number | null;
};

function poolSum({ usable, othersPeak }: Budget, { size, well }: { size: number; well: boolean }): string {
  const left = `${usable} usable − ${othersPeak} others at their peak = ${Math.max(0, usable - othersPeak)}`;
  return `Pool ${size}: ${left}; ${well ? `it fits with its deploy and leaves ${SHARE_LEFT * 100} % free.` : "it only just fits, and nothing is left for a deploy."}`;
}

/** A limit of the role or the database is in the way whatever max_connections is: what it has to be for this pool. */
function raisedLimits(budget: Budget, { role }: Target): string[] {
  return bindingLimits(budget, budget.deployPeak).map(({ whose, limit, others }) => {
    const of = whose === "role" ? `role ${role}` : "the database";
    return `For a pool of ${budget.poolSize}, raise the CONNECTION LIMIT of ${of} from ${limit} to ${others + budget.deployPeak}.`;
  });
}

function levers(maxConnections: number | null, poolSize: number | null, noPoolFits: boolean): string[] {
  if (maxConnections !== null && poolSize !== null)
    return [`Set max_connections to ${maxConnections}, or Electric's pool to ${poolSize}.`];
  if (maxConnections !== null)
    return [
      `Set max_connections to ${maxConnections}${noPoolFits ? ": no smaller pool fits beside the others" : ""}.`,
    ];
  return poolSize === null ? [] : [`Set Electric's pool to ${poolSize}.`];
}

/** Returns what would make Electric's pool sit well on this server beside the others' peak, as the checks say it. */
export function recommendationOf(budget: Budget, target: Target): Recommendation {
  const { usable, othersPeak, pool, deployPeak } = budget;
  const { value: good, sum: serverSum } = maxConnectionsAdvice(budget);
  const advised = goodPoolSize(budget, target);
  const raised = raisedLimits(budget, target);
  const short = othersPeak + pool > usable || bindingLimits(budget, pool).length > 0;
  const well = good <= budget.maxConnections && advised?.well === true && advised.size >= budget.poolSize;
  if (well && !short)
    return {
      kind: "fits",
      sentence: `Electric's pool fits: at the others' peak ${usable - othersPeak - pool} of ${usable} usable connections stay free, and ${usable - othersPeak - deployPeak} during a deploy.`,
      sums: [],
      maxConnections: null,
      poolSize: null,
    };
  const maxConnections = good > budget.maxConnections ? good : null;
  const poolSize = advised !== null && advised.size < budget.poolSize ? advised.size : null;
  return {
    kind: short ? "short" : "tight",
    sentence: [...levers(maxConnections, poolSize, advised === null), ...raised].join(" "),
    sums: [
      ...(maxConnections === null ? [] : [serverSum]),
      ...(poolSize === null || advised === null ? [] : [poolSum(budget, advised)]),
    ],
    maxConnections,
    poolSize,
  };
}
