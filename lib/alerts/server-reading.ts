import type { Budget } from "@/lib/budget/schema";
import { serverBudgetOf } from "@/lib/budget/server";
import { freshOf } from "./fresh";
import { pageOf, type AlertAct, type DatabaseReading } from "./reading";

/** The budget of a server with the act that ends a shortage; a text says why there is none. */
export type ServerReading = { budget: Budget; act: AlertAct };

/** Returns the budget of a server from its databases of now, or why it is not known. `now` is ms since 1970. */
export function serverReading(databases: readonly DatabaseReading[], now: number): ServerReading | string {
  const budgets: Budget[] = [];
  let largest: { id: string; claim: number } | null = null;
  let why = "The connections could not be seen.";
  for (const database of databases) {
    const fresh = freshOf(database, now);
    if (typeof fresh === "string") why = fresh;
    else if (fresh.budget !== null) {
      budgets.push(fresh.budget);
      const claim = fresh.budget.electricOpen + fresh.budget.electricClaimed;
      if (largest === null || claim > largest.claim) largest = { id: database.id, claim };
    }
  }
  const budget = serverBudgetOf(budgets);
  if (budget === null || largest === null) return why;
  return { budget, act: { says: "Lower a pool", path: pageOf(largest.id, "connections") } };
}
