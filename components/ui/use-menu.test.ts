import { expect, test } from "vitest";
import { itemAfter } from "./use-menu";

test("arrows go round in a menu, Home and End lead to its ends, other keys move nothing", () => {
  expect(itemAfter("ArrowDown", -1, 2)).toBe(0);
  expect(itemAfter("ArrowDown", 1, 2)).toBe(0);
  expect(itemAfter("ArrowUp", 0, 2)).toBe(1);
  expect(itemAfter("ArrowUp", -1, 2)).toBe(1);
  expect(itemAfter("Home", 1, 2)).toBe(0);
  expect(itemAfter("End", 0, 2)).toBe(1);
  expect(itemAfter("a", 0, 2)).toBeNull();
  expect(itemAfter("End", 0, 0)).toBeNull();
});
