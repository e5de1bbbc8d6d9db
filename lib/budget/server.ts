import { headroomOf, shortOf, withHeadroom, type HeadroomParts } from "./headroom";
import type { Budget } from "./schema";

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

/**
 * Returns the numbers that the headroom of one server is made of, from those of its databases; null for none. Every Electric's claim
 * counts once: the sessions of the other Electrics stand among the others of each.
 */
export function serverPartsOf(parts: readonly HeadroomParts[]): HeadroomParts | null {
  if (parts.length === 0) return null;
  const electricOpen = sum(parts.map((each) => each.electricOpen));
  return {
    usable: Math.min(...parts.map((each) => each.usable)),
    electricOpen,
    electricClaimed: sum(parts.map((each) => each.electricClaimed)),
    // Samples of one server are not of one moment: the largest count is the safe one.
    othersTotal: Math.max(0, ...parts.map((each) => each.othersTotal - (electricOpen - each.electricOpen))),
  };
}

/**
 * Returns the budget of one server from those of its databases, each judged for its own Electric; null for none. Every Electric's
 * claim counts once, and what is neither Electric's nor Headroom's is one segment: a budget counts the sessions of the other
 * Electrics among its others.
 */
export function serverBudgetOf(budgets: readonly Budget[]): Budget | null {
  const [first, ...rest] = budgets;
  const parts = serverPartsOf(budgets);
  if (first === undefined || parts === null) return null;
  if (rest.length === 0) return first;
  const { usable, electricOpen, electricClaimed, othersTotal } = parts;
  const own = Math.max(...budgets.map((budget) => budget.own));
  const { maxConnections } = first;
  const headroom = headroomOf(parts);
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
