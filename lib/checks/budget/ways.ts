import { goodMaxConnections, goodPoolSize, leastMaxConnections } from "@/lib/budget/advice";
import type { Budget } from "@/lib/budget/schema";
import { poolSplit } from "@/lib/electric/pool";
import { quoteIdentifier } from "@/lib/postgres/identifier";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import type { Target } from "@/lib/target/schema";
import type { Way } from "../finding";
import { enoughOf, parameterWay } from "../server/pending";
import { count } from "@/lib/text/words";

function moreConnections(budget: Budget, snapshot: ReachedSnapshot): Way[] {
  const good = goodMaxConnections(budget);
  if (good <= budget.maxConnections) return [];
  const { pool, othersTotal, reserved } = budget;
  const least = leastMaxConnections(budget);
  const way = parameterWay(
    snapshot,
    "max_connections",
    enoughOf(snapshot.server, "max_connections", least, good),
  );
  const sum = `${pool} for Electric + ${othersTotal} others + ${reserved} reserved = ${least} is the least; ${good} leaves room for a deploy and for a fifth of it to stay free.`;
  return [{ ...way, says: `${way.says} ${sum}` }];
}

function smallerPool(budget: Budget, target: Target): Way[] {
  const advised = goodPoolSize(budget, target);
  if (advised === null || advised.size >= budget.poolSize) return [];
  const sum = `${budget.usable} usable − ${budget.othersPeak} others leave ${budget.usable - budget.othersPeak}`;
  return [
    {
      says: `Set ELECTRIC_DB_POOL_SIZE to ${advised.size}: ${sum}${advised.well ? "" : ", and nothing is left then for a deploy"}.`,
    },
  ];
}

function fewerOthers({ others, othersTotal, usable, pool }: Budget): Way[] {
  const [largest] = others;
  const room = usable - pool;
  if (largest === undefined || room < 0 || othersTotal <= room) return [];
  return [
    {
      says: `Let the others hold ${room} instead of ${othersTotal}: the most are held by ${largest.label} (${largest.count}). A pooler in transaction mode before the application does it.`,
    },
  ];
}

function reservedOnes(budget: Budget, { role, server }: ReachedSnapshot): Way[] {
  const { reservedConnections } = server;
  if (role === null || role.superuser || role.usesReservedConnections || reservedConnections === 0) return [];
  if (budget.usable + reservedConnections - budget.othersTotal < budget.pool) return [];
  return [
    {
      says: `Or let Electric's role use the ${count(reservedConnections, "connection")} of reserved_connections: ${budget.usable} usable become ${budget.usable + reservedConnections}.`,
      sql: `GRANT pg_use_reserved_connections TO ${quoteIdentifier(role.name)};`,
    },
  ];
}

/** Electric's snapshot pool may go through a pooler; its admin pool stays direct (Electric 1.7.12, manager.ex 419-443). */
function pooled({ poolSize, pool }: Budget, target: Target): Way[] {
  if (target.pooled) return [];
  const { admin } = poolSplit(poolSize);
  const way = {
    says: `Or give Electric a pooler in transaction mode as ELECTRIC_POOLED_DATABASE_URL: ${admin} of its ${pool} connections stay direct, and the pooler opens as many as its own pool has, which count as others.`,
  };
  return [way];
}

/** Returns every way to make Electric's pool fit well, each with its value and its sum. */
export function budgetWays(budget: Budget, snapshot: ReachedSnapshot, target: Target): Way[] {
  return [
    ...moreConnections(budget, snapshot),
    ...smallerPool(budget, target),
    ...fewerOthers(budget),
    ...reservedOnes(budget, snapshot),
    ...pooled(budget, target),
  ];
}
