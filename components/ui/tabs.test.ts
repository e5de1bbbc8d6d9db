import { expect, test } from "vitest";
import { placeByKey } from "./tabs";

test("arrow keys go round, Home and End go to the ends, and other keys are left alone", () => {
  expect(placeByKey("ArrowRight", 0, 3)).toBe(1);
  expect(placeByKey("ArrowRight", 2, 3)).toBe(0);
  expect(placeByKey("ArrowLeft", 0, 3)).toBe(2);
  expect(placeByKey("Home", 2, 3)).toBe(0);
  expect(placeByKey("End", 0, 3)).toBe(2);
  expect(placeByKey("Tab", 1, 3)).toBeNull();
});
