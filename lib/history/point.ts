import type { Budget } from "@/lib/budget/schema";
import type { Live } from "@/lib/live/schema";
import { isUnseen } from "@/lib/snapshot/seen";
import type { Point } from "./schema";

/** How many applications a point names; the rest stands in othersTotal alone. */
export const NAMED_APPLICATIONS = 8;

/** The budget gives the largest first; two groups of one label are one application. */
function named(others: Budget["others"]): Point["others"] {
  return Object.fromEntries(others.slice(0, NAMED_APPLICATIONS).map(({ label, count }) => [label, count]));
}

/**
 * Returns the numbers of a live event that are kept: connections, and for Electric's slot bytes (null where there is no
 * such slot, or slots may not be seen). Null where the event has no sample, or no connections could be seen in it.
 */
export function pointOf(
  { sample, budget, sessionsPerSecond }: Pick<Live, "sample" | "budget" | "sessionsPerSecond">,
  slotName: string,
): Point | null {
  if (sample === null || budget === null) return null;
  const slot = isUnseen(sample.slots) ? undefined : sample.slots.find(({ name }) => name === slotName);
  // A slot just made can be a few bytes ahead of what a standby reports: never less than nothing.
  const bytes = (amount: number | null = null) => (amount === null ? null : Math.max(0, amount));
  return {
    maxConnections: budget.maxConnections,
    usable: budget.usable,
    electricOpen: budget.electricOpen,
    electricClaimed: budget.electricClaimed,
    own: budget.own,
    free: budget.free,
    short: budget.short,
    othersTotal: budget.othersTotal,
    others: named(budget.others),
    walRetainedBytes: bytes(slot?.retainedBytes),
    walLagBytes: bytes(slot?.lagBytes),
    sessionsPerSecond,
  };
}
