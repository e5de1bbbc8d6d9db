import { expect, test } from "vitest";
import { budgetOf } from "./budget";
import { aGroup, pool, small } from "./fixture";
import { headroomOf } from "./headroom";
import type { Budget } from "./schema";
import { serverBudgetOf } from "./server";

/** The budget of a database whose Electric holds `open` of its pool, beside the sessions of all others. */
function budgetWith(size: number, change: Partial<Budget>): Budget {
  const budget = budgetOf(small({ groups: [aGroup("shop", "web", 3)] }), pool(size));
  if (budget === null) throw new Error("The fixture shows its connections.");
  return { ...budget, ...change };
}

test("the budget of a server with one database is that database's own", () => {
  const budget = budgetWith(8, {});
  expect(serverBudgetOf([budget])).toBe(budget);
  expect(serverBudgetOf([])).toBeNull();
});

test("every Electric's claim counts, and the sessions of the other Electrics count once", () => {
  const one = budgetWith(8, { electricOpen: 8, electricClaimed: 0, othersTotal: 7 });
  const two = budgetWith(10, { electricOpen: 4, electricClaimed: 6, othersTotal: 11 });
  const server = serverBudgetOf([one, two]);
  expect(server).toMatchObject({
    electricOpen: 12,
    electricClaimed: 6,
    othersTotal: 3,
    usable: 22,
    short: 0,
  });
  expect(headroomOf(server)).toBe(1);
});

test("claims that fit one by one can be too many together", () => {
  const one = budgetWith(12, {});
  const two = budgetWith(12, {});
  expect([headroomOf(one), headroomOf(two)]).toEqual([7, 7]);
  expect(serverBudgetOf([one, two])).toMatchObject({ short: 5, free: 0 });
});
