import { goodPoolSize } from "@/lib/budget/advice";
import { factsUnseen, maxConnectionsAdvice, type MaxConnectionsAdvice } from "@/lib/budget/max-connections";
import type { Budget } from "@/lib/budget/schema";
import { usableConnections } from "@/lib/budget/usable";
import { poolSplit } from "@/lib/electric/pool";
import { quoteIdentifier } from "@/lib/postgres/identifier";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import type { Target } from "@/lib/target/schema";
import type { Way } from "../finding";
import { parameterWay } from "../server/pending";
import { count } from "@/lib/text/words";

/** Returns the one max_connections that is advised for a target, with its sum; `budget` is null where sessions could not be seen. */
export function maxConnectionsFor(
  { server, role }: Pick<ReachedSnapshot, "server" | "role">,
  target: Target,
  budget: Budget | null,
): MaxConnectionsAdvice {
  const reserved = server.maxConnections - usableConnections(server, role);
  return maxConnectionsAdvice(budget ?? factsUnseen(target, reserved));
}

/** Returns the way to the advised max_connections; none where the server has as many. */
export function maxConnectionsWays(snapshot: ReachedSnapshot, target: Target, budget: Budget | null): Way[] {
  const { value, sum } = maxConnectionsFor(snapshot, target, budget);
  if (value <= snapshot.server.maxConnections) return [];
  const way = parameterWay(snapshot, "max_connections", value);
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
    ...maxConnectionsWays(snapshot, target, budget),
    ...smallerPool(budget, target),
    ...fewerOthers(budget),
    ...reservedOnes(budget, snapshot),
    ...pooled(budget, target),
  ];
}
