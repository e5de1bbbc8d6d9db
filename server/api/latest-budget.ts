import "server-only";
import type { Budget } from "@/lib/budget/schema";
import type { Live } from "@/lib/live/schema";

type Known = {
  headroom: number | null;
  from: "sample" | "check run" | null;
  at: string | null;
  budget: Budget | null;
};
type Seen = { takenAt: string; budget: Budget | null } | null;

/** Returns the newest budget that is known: by the latest sample that this replica has, otherwise by the latest check run. */
export function latestBudget(live: Live | null, visit: Seen): Known {
  if (live !== null && live.budget !== null)
    return { headroom: live.budget.headroom, from: "sample", at: live.sampledAt, budget: live.budget };
  const budget = visit?.budget ?? null;
  if (budget === null || visit === null) return { headroom: null, from: null, at: null, budget: null };
  return { headroom: budget.headroom, from: "check run", at: visit.takenAt, budget };
}
