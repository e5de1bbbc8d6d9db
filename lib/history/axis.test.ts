import fc from "fast-check";
import { expect, test } from "vitest";
import { movedBy, spread, valueTicks } from "./axis";

test.each([
  [4, [0, 1, 2, 3, 4]],
  [29, [0, 10, 20]],
  [35, [0, 10, 20, 30]],
  [107, [0, 50, 100]],
])("a chart up to %i has round numbers beside it", (top, ticks) => {
  expect(valueTicks(top)).toEqual(ticks);
});

test("there are at most five numbers beside 0, and none above the top", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 100_000 }), (top) => {
      const ticks = valueTicks(top);
      expect(ticks.length).toBeLessThanOrEqual(6);
      expect(Math.max(...ticks)).toBeLessThanOrEqual(top);
      expect(ticks.every(Number.isInteger)).toBe(true);
    }),
  );
});

test("names of limits keep their order and their distance, within the chart", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 100 }), { maxLength: 5 }), (wanted) => {
      const places = spread(wanted, 9, 100);
      const sorted = wanted
        .map((at, index) => [at, places[index] ?? 0] as const)
        .toSorted((a, b) => a[0] - b[0] || a[1] - b[1]);
      sorted.forEach(([, place], at) => {
        expect(place).toBeGreaterThanOrEqual(0);
        expect(place).toBeLessThanOrEqual(100);
        const before = sorted[at - 1]?.[1];
        if (before !== undefined) expect(place - before).toBeGreaterThanOrEqual(9);
      });
    }),
  );
});

test("a name that has room stands where its line is", () => {
  expect(spread([60, 20], 9, 100)).toEqual([60, 20]);
  expect(spread([50, 52], 9, 100)).toEqual([50, 59]);
  expect(spread([98, 99], 9, 100)).toEqual([91, 100]);
});

test("arrows, pages, Home and End move the crosshair within the points, and no other key does", () => {
  expect(
    ["ArrowLeft", "ArrowRight", "PageUp", "PageDown", "Home", "End"].map((key) => movedBy(key, 5, 12)),
  ).toEqual([4, 6, 11, 0, 0, 11]);
  expect(movedBy("ArrowRight", 11, 12)).toBe(11);
  expect([movedBy("Tab", 5, 12), movedBy("constructor", 5, 12)]).toEqual([null, null]);
});
