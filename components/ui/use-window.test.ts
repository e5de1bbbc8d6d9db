import { expect, test } from "vitest";
import { windowOf } from "./use-window";

test("at the top the first rows are drawn, and some more than fit", () => {
  expect(windowOf(100, 900, 40, 10_000)).toEqual({ start: 0, end: 32 });
});

test("in the middle only what is in sight is drawn, with some on either side", () => {
  expect(windowOf(-200_000, 900, 40, 10_000)).toEqual({ start: 4988, end: 5035 });
});

test("past either end nothing is drawn that does not exist", () => {
  expect(windowOf(-500_000, 900, 40, 10_000)).toEqual({ start: 10_000, end: 10_000 });
  expect(windowOf(5_000, 900, 40, 10)).toEqual({ start: 0, end: 0 });
  expect(windowOf(0, 900, 40, 3)).toEqual({ start: 0, end: 3 });
});
