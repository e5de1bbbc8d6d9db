import fc from "fast-check";
import { expect, test } from "vitest";
import { areaPath, HEIGHT, layersOf, pointAt, runsOf, scaleOf, stacked, topOf, WIDTH } from "./paths";
import type { ChartPoint, Point } from "./schema";

const T0 = Date.parse("2026-11-23T03:00:00.000Z");
const numbers: Point = {
  maxConnections: 25,
  usable: 22,
  electricOpen: 4,
  electricClaimed: 16,
  own: 1,
  free: 0,
  short: 5,
  othersTotal: 7,
  others: { web: 5, worker: 2 },
  walRetainedBytes: null,
  walLagBytes: null,
  sessionsPerSecond: null,
};
const point = (second: number, spanMs = 10_000, change: Partial<Point> = {}): ChartPoint => ({
  at: new Date(T0 + second * 1000).toISOString(),
  spanMs,
  average: { ...numbers, ...change },
  peak: { ...numbers, ...change },
});

test("the areas stand in the gauge's order and add up to every session and claim", () => {
  const points = [point(0), point(10, 10_000, { others: { web: 1, "<b>": 3 }, othersTotal: 6 })];
  const layers = layersOf(points);
  expect(layers.map(({ label }) => label)).toEqual([
    "Electric, open",
    "Electric, claimed",
    "web",
    "<b>",
    "worker",
    "Other",
    "Short",
  ]);
  expect(stacked(layers).at(-1)).toEqual([4 + 16 + 7, 4 + 16 + 6]);
  expect(topOf(points, stacked(layers))).toBe(27);
});

test("what is short begins at what is usable, as in the gauge, and the counts stay whole", () => {
  const layers = layersOf([point(0)]);
  const at = layers.findIndex(({ key }) => key === "short");
  expect(stacked(layers)[at - 1]).toEqual([22]);
  expect(layers[at]?.values).toEqual([5]);
  const claimed = layers.find(({ key }) => key === "electric-claimed");
  expect([claimed?.values, claimed?.counts]).toEqual([[11], [16]]);
});

test("a pause parts the runs, and no area is drawn over it", () => {
  const points = [point(0), point(10), point(50)];
  expect(runsOf(points)).toEqual([
    [0, 1],
    [2, 2],
  ]);
  const scale = scaleOf(T0, T0 + 100_000, 25);
  const path = areaPath(points, [0, 0, 0], [10, 10, 10], scale);
  expect(path.match(/M/g)).toHaveLength(2);
  const xs = [...path.matchAll(/([\d.]+),/g)].map(([, x]) => Number(x));
  expect(xs.some((x) => x > 200 && x < 500)).toBe(false);
});

test("everything is drawn inside the frame, whatever the points", () => {
  const anyPoints = fc.array(
    fc.record({ gap: fc.integer({ min: 0, max: 60 }), open: fc.integer({ min: 0, max: 500 }) }),
    {
      minLength: 1,
      maxLength: 30,
    },
  );
  fc.assert(
    fc.property(anyPoints, (given) => {
      let at = 0;
      const points = given.map(({ gap, open }) => point((at += 10 + gap), 10_000, { electricOpen: open }));
      const edges = stacked(layersOf(points));
      const scale = scaleOf(T0, T0 + (at + 10) * 1000, topOf(points, edges));
      edges.forEach((edge, i) => {
        const path = areaPath(points, edges[i - 1] ?? points.map(() => 0), edge, scale);
        for (const [, x, y] of path.matchAll(/(-?[\d.]+),(-?[\d.]+)/g)) {
          expect(Number(x) >= 0 && Number(x) <= WIDTH + 0.01).toBe(true);
          expect(Number(y) >= -0.01 && Number(y) <= HEIGHT).toBe(true);
        }
      });
    }),
  );
});

test("the point that holds at a time is found, in a pause the nearest", () => {
  const points = [point(0), point(10), point(50)];
  expect([0, 15, 24, 45, 99].map((second) => pointAt(points, T0 + second * 1000))).toEqual([0, 1, 1, 2, 2]);
  expect(pointAt([], T0)).toBe(-1);
});
