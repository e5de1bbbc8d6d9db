import { expect, test } from "vitest";
import { deployPeak, directConnections, poolSplit, type Opening } from "./pool";

const opening = (poolSize: number, change: Partial<Opening> = {}): Opening => ({
  poolSize,
  instances: 1,
  pooled: false,
  deploy: "same-slot",
  ...change,
});

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
  expect(deployPeak(opening(20))).toBe(24);
  expect(deployPeak(opening(20, { deploy: "distinct-slots" }))).toBe(40);
  expect(deployPeak(opening(1, { deploy: "distinct-slots" }))).toBe(4);
});

test("a second instance waits with its admin pool, or opens everything with a slot of its own", () => {
  expect(directConnections(opening(20, { instances: 3 }))).toBe(20 + 2 * 4);
  expect(deployPeak(opening(20, { instances: 3 }))).toBe(20 + 3 * 4);
  expect(directConnections(opening(20, { instances: 2, deploy: "distinct-slots" }))).toBe(40);
  expect(deployPeak(opening(20, { instances: 2, deploy: "distinct-slots" }))).toBe(80);
});

test("with a pooled URL only the admin pool is direct", () => {
  expect(directConnections(opening(20, { pooled: true }))).toBe(4);
  expect(directConnections(opening(2, { pooled: true }))).toBe(1);
  expect(deployPeak(opening(20, { pooled: true }))).toBe(8);
});
