import { expect, test } from "vitest";
import { rowWindowOf } from "./row-window";

const heights = Array.from({ length: 1_000 }, (_, at) => (at % 5 === 0 ? 44 : 36));
const total = heights.reduce((sum, px) => sum + px, 0);
const sumOf = (from: number, to: number) => heights.slice(from, to).reduce((sum, px) => sum + px, 0);

test.each([0, -1, -5_000, -18_000, -total, 900, -total - 5_000])(
  "a list that begins at %i px draws what is in sight, and keeps its height",
  (top) => {
    const { start, end, before, after } = rowWindowOf(top, 900, heights);
    expect(before).toBe(sumOf(0, start));
    expect(after).toBe(sumOf(end, heights.length));
    expect(end - start).toBeLessThan(60);
    heights.forEach((px, at) => {
      const from = top + sumOf(0, at);
      if (from < 900 && from + px > 0) expect(at >= start && at < end, `row ${at}`).toBe(true);
    });
  },
);

test("a list without rows has no window", () => {
  expect(rowWindowOf(0, 900, [])).toEqual({ start: 0, end: 0, before: 0, after: 0 });
});
