import { expect, test } from "vitest";
import { STEPS, wallTrend } from "./trend";

const parts = (electricOpen: number, othersTotal: number) => ({
  usable: 22,
  electricOpen,
  electricClaimed: 0,
  othersTotal,
});

test("the databases of a server count together in each step, and a step without samples is a gap", () => {
  const trend = wallTrend([
    { step: 3, parts: parts(8, 11) },
    { step: 3, parts: parts(4, 15) },
    { step: 5, parts: parts(8, 2.25) },
  ]);
  expect(trend?.usable).toBe(22);
  expect(trend?.claimed).toHaveLength(STEPS);
  expect(trend?.claimed.slice(2, 7)).toEqual([null, 19, null, 10.3, null]);
});

test("a day of which nothing is kept has no trend", () => {
  expect(wallTrend([])).toBeNull();
});
