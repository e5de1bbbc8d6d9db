import { expect, test } from "vitest";
import { deployPeak, poolSplit } from "./pool";

test.each([
  [0, 1, 1],
  [1, 1, 1],
  [2, 1, 1],
  [3, 1, 2],
  [7, 1, 6],
  [8, 2, 6],
  [11, 2, 9],
  [12, 3, 9],
  [15, 3, 12],
  [16, 4, 12],
  [20, 4, 16],
  [100, 4, 96],
])("a pool of %i is an admin pool of %i and a snapshot pool of %i", (size, admin, snapshot) => {
  expect(poolSplit(size)).toEqual({ admin, snapshot, total: admin + snapshot });
});

test("a deploy on the same slot adds the second admin pool, one with distinct slots doubles", () => {
  expect(deployPeak(20, "same-slot")).toBe(24);
  expect(deployPeak(20, "distinct-slots")).toBe(40);
  expect(deployPeak(1, "distinct-slots")).toBe(4);
});
