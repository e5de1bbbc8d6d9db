import { deployPeak, directConnections, poolSplit, type Opening } from "@/lib/electric/pool";
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

/** Returns twice the larger of one whole pool and what all instances open: no more than half of the usable connections. */
export const twicePool = ({ poolSize, pool }: Pick<Budget, "poolSize" | "pool">): number =>
  2 * Math.max(poolSplit(poolSize).total, pool);

/** Facts that the advice depends on; `othersPeak` is null where the sessions could not be seen. */
export type AdviceFacts = Pick<Budget, "poolSize" | "pool" | "deployPeak" | "reserved"> & {
  othersPeak: number | null;
};

/** The one max_connections that every check, page and command advises, with how it comes about. */
export type MaxConnectionsAdvice = { value: number; sum: string };

type Need = { least: number; sum: string };

/** Returns each rule with the max_connections that it asks for, the one to name first where several ask for as many. */
function needs({ poolSize, pool, deployPeak, reserved, othersPeak }: AdviceFacts): Need[] {
  const others = othersPeak ?? 0;
  const ruled = ruledPool({ poolSize, pool });
  const kept = reserved > 0 ? ` + ${reserved} reserved` : "";
  const twice = twicePool({ poolSize, pool });
  const sumOf = (usable: number, parts: string): Need => ({
    least: Math.ceil(usable) + reserved,
    sum: `${Math.ceil(usable) + reserved} = ${parts}${kept}`,
  });
  return [
    {
      least: POOLS_PER_SERVER * ruled,
      sum: `${POOLS_PER_SERVER * ruled} = ${POOLS_PER_SERVER} × the pool of ${ruled}`,
    },
    sumOf(twice, `2 × the pool of ${twice / 2}`),
    sumOf(others + deployPeak, `${deployPeak} for Electric during a deploy + ${others} others at their peak`),
    sumOf(
      (others + pool) / (1 - SHARE_LEFT),
      `(${pool} for Electric + ${others} others at their peak) ÷ ${1 - SHARE_LEFT}`,
    ),
    { least: SMALL_SERVER, sum: `${SMALL_SERVER} is the least for Electric beside an application` },
  ];
}

/**
 * Returns the smallest max_connections in round tens on which the pool sits well beside the others, deploys included, with the rule
 * that decides it.
 */
export function maxConnectionsAdvice(facts: AdviceFacts): MaxConnectionsAdvice {
  const [largest] = needs(facts).toSorted((one, other) => other.least - one.least);
  const least = largest?.least ?? SMALL_SERVER;
  const value = Math.ceil(least / 10) * 10;
  const rounded = value === least ? "" : `; ${value} in round tens`;
  const unseen = facts.othersPeak === null ? "; who holds connections now could not be seen" : "";
  return { value, sum: `${largest?.sum ?? ""}${rounded}${unseen}.` };
}

/** Returns the facts of a server whose sessions could not be seen, for a target. */
export const factsUnseen = (opening: Opening, reserved: number): AdviceFacts => ({
  poolSize: opening.poolSize,
  pool: directConnections(opening),
  deployPeak: deployPeak(opening),
  reserved,
  othersPeak: null,
});
