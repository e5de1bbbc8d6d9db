import { expect, test } from "vitest";
import { distance, nearestOf } from "./nearest";

test.each([
  ["check", "check", 0],
  ["chek", "check", 1],
  ["chekc", "check", 1],
  ["", "plan", 4],
  ["plan", "", 4],
  ["try", "apply", 4],
])("%j is %s away from %j", (one, other, far) => {
  expect(distance(one, other)).toBe(far);
  expect(distance(other, one)).toBe(far);
});

test.each([
  ["chek", "check"],
  ["cehck", "check"],
  ["aply", "apply"],
  ["expl", "explain"],
  ["moon", null],
  ["", null],
])("what was meant by %j is %j", (typed, meant) => {
  expect(nearestOf(typed, ["check", "try", "plan", "apply", "connect", "explain"])).toBe(meant);
});
