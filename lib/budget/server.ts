import { headroomOf, shortOf, withHeadroom } from "./headroom";
import type { Budget } from "./schema";

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

/**
 * Returns the budget of one server from those of its databases, each judged for its own Electric; null for none. Every Electric's
 * claim counts once, and what is neither Electric's nor Headroom's is one segment: a budget counts the sessions of the other
 * Electrics among its others.
 */
export function serverBudgetOf(budgets: readonly Budget[]): Budget | null {
  const [first, ...rest] = budgets;
  if (first === undefined) return null;
  if (rest.length === 0) return first;
  const electricOpen = sum(budgets.map((budget) => budget.electricOpen));
  const electricClaimed = sum(budgets.map((budget) => budget.electricClaimed));
  // Samples of one server are not of one moment: the largest count is the safe one.
  const othersTotal = Math.max(
    0,
    ...budgets.map((budget) => budget.othersTotal - (electricOpen - budget.electricOpen)),
  );
  const usable = Math.min(...budgets.map((budget) => budget.usable));
  const own = Math.max(...budgets.map((budget) => budget.own));
  const { maxConnections } = first;
  const headroom = headroomOf({ usable, othersTotal, electricOpen, electricClaimed });
  return withHeadroom({
    maxConnections,
    reserved: maxConnections - usable,
    usable,
    poolSize: sum(budgets.map((budget) => budget.poolSize)),
    pool: sum(budgets.map((budget) => budget.pool)),
    electricOpen,
    electricClaimed,
    others: othersTotal === 0 ? [] : [{ label: "applications", count: othersTotal }],
    othersTotal,
    othersPeak: othersTotal,
    own,
    free: Math.max(0, headroom - own),
    short: electricClaimed === 0 ? 0 : shortOf(headroom),
    deployPeak: sum(budgets.map((budget) => budget.deployPeak)),
    limits: { role: null, database: null },
    counted: { role: 0, database: 0 },
    sharedRole: 0,
  });
}
