import { expect, test } from "vitest";
import { exactTime, relativeTime } from "./relative";

const now = Date.parse("2026-11-23T03:00:00.000Z");
const ago = (seconds: number) => relativeTime(now - seconds * 1000, now);

test.each([
  [0, "just now"],
  [12, "12 s ago"],
  [59.9, "59 s ago"],
  [60, "1 min ago"],
  [3599, "59 min ago"],
  [3600, "1 h ago"],
  [86_400, "1 day ago"],
  [400 * 86_400, "400 days ago"],
])("%s seconds ago reads as %s", (seconds, words) => {
  expect(ago(seconds)).toBe(words);
});

test("a time to come reads as to come", () => {
  expect(ago(-7200)).toBe("in 2 h");
});

test("the exact time is in UTC, so that server and browser print the same", () => {
  expect(exactTime(now)).toBe("2026-11-23 03:00:00 UTC");
});
