import { slotName } from "@/lib/electric/names";
import { directConnections } from "@/lib/electric/pool";
import { budgetOf } from "@/lib/budget/budget";
import { headroomOf } from "@/lib/budget/headroom";
import type { Budget } from "@/lib/budget/schema";
import type { Connections } from "@/lib/budget/connections";
import { isUnseen } from "@/lib/snapshot/seen";
import type { Target } from "@/lib/target/schema";

/** Another database of this Headroom on the same server. */
export type Neighbour = { id: string; name: string; database: string; target: Target };

/** The connections of one Electric that this Headroom knows: what it opens in all, and what of it is open now. */
export type Claim = {
  /** Null for the Electric of this database. */
  neighbour: Neighbour | null;
  slot: string;
  database: string;
  claimed: number;
  open: number;
};

/** All Electrics of this Headroom on one server beside everything else; null where sessions may not be seen. */
export type Claims = {
  list: Claim[];
  /** Sessions that are none of theirs. */
  others: number;
  usable: number;
  total: number;
  left: number;
  budget: Budget;
};

/** Returns the key of an Electric on a server: its slot's name and its database. */
export const electricKey = (slot: string, database: string): string => JSON.stringify([slot, database]);

/** Returns the neighbours whose Electric is another one than the target's, each once: two registered databases can mean one Electric. */
export function otherElectrics(
  neighbours: readonly Neighbour[],
  target: Target,
  database: string,
): Neighbour[] {
  const taken = new Set([electricKey(slotName(target.streamId), database)]);
  return neighbours.filter((other) => {
    const key = electricKey(slotName(other.target.streamId), other.database);
    if (taken.has(key)) return false;
    taken.add(key);
    return true;
  });
}

/**
 * Returns the nameless sessions of a neighbour's role in its database, no more than it claims, and takes them from `rest`, so that
 * two Electrics of one role count no session twice.
 */
function openOf({ database, target }: Neighbour, claimed: number, rest: Map<string, number>): number {
  const key = JSON.stringify([target.role, database]);
  const open = Math.min(claimed, rest.get(key) ?? 0);
  rest.set(key, (rest.get(key) ?? 0) - open);
  return open;
}

/** Returns every known Electric's claim and what is left of the server beside them; null where sessions may not be seen. */
export function claimsOf(seen: Connections, target: Target, neighbours: readonly Neighbour[]): Claims | null {
  const budget = budgetOf(seen, target);
  if (budget === null || isUnseen(seen.activity)) return null;
  const rest = new Map<string, number>();
  for (const { role, database, applicationName, count } of seen.activity.groups) {
    if (applicationName !== "") continue;
    const key = JSON.stringify([role, database]);
    rest.set(key, (rest.get(key) ?? 0) + count);
  }
  const own: Claim = {
    neighbour: null,
    slot: slotName(target.streamId),
    database: seen.database.name,
    claimed: budget.electricOpen + budget.electricClaimed,
    open: budget.electricOpen,
  };
  const ownKey = JSON.stringify([target.role, seen.database.name]);
  rest.set(ownKey, Math.max(0, (rest.get(ownKey) ?? 0) - budget.electricOpen));
  const list = [
    own,
    ...otherElectrics(neighbours, target, seen.database.name).map((neighbour): Claim => {
      const claimed = directConnections(neighbour.target);
      const open = openOf(neighbour, claimed, rest);
      return {
        neighbour,
        slot: slotName(neighbour.target.streamId),
        database: neighbour.database,
        claimed,
        open,
      };
    }),
  ];
  const openOfNeighbours = list.slice(1).reduce((sum, { open }) => sum + open, 0);
  const others = Math.max(0, budget.othersTotal - openOfNeighbours);
  const total = list.reduce((sum, { claimed }) => sum + claimed, 0) + others;
  const electricClaimed = total - others;
  const left = headroomOf({ usable: budget.usable, othersTotal: others, electricOpen: 0, electricClaimed });
  return { list, others, usable: budget.usable, total, left, budget };
}
