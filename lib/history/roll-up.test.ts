import fc from "fast-check";
import { expect, test } from "vitest";
import { aPoint } from "./fixture";
import { ofOne, rollUpOf, type RolledUp } from "./roll-up";
import { pointSchema, type Point } from "./schema";

const connections = fc.integer({ min: 0, max: 1000 });
const others = fc.dictionary(fc.constantFrom("web", "jobs", "cron"), connections, { noNullPrototype: true });
const anyPoint = fc
  .record({ total: connections, free: connections, others, wal: fc.integer({ min: 0, max: 1e12 }) })
  .map(({ total, free, others, wal }): Point => ({
    ...aPoint,
    othersTotal: total,
    free,
    others,
    walRetainedBytes: wal,
  }));
const anySample = fc
  .tuple(anyPoint, fc.constantFrom(1000, 60_000))
  .map(([point, every]) => ofOne(point, every));
const someSamples = fc.array(anySample, { minLength: 1, maxLength: 40 });

const numbers = (point: Point): number[] => [
  ...Object.values(point).flatMap((value) => (typeof value === "number" ? [value] : [])),
  ...Object.entries(point.others)
    .sort()
    .map(([, held]) => held),
];

test("no average is over its peak, and none is below nothing", () => {
  fc.assert(
    fc.property(someSamples, (samples) => {
      const { average, peak } = rollUpOf(samples);
      expect(pointSchema.safeParse(average).success).toBe(true);
      const peaks = numbers(peak);
      expect(numbers(average).every((value, i) => value <= (peaks[i] ?? -1))).toBe(true);
    }),
  );
});

test("hours made of minutes are what they would be made of all samples", () => {
  fc.assert(
    fc.property(fc.array(someSamples, { minLength: 1, maxLength: 8 }), (minutes) => {
      const twice = rollUpOf(minutes.map(rollUpOf));
      const once = rollUpOf(minutes.flat());
      expect(twice.peak).toEqual(once.peak);
      expect([twice.count, twice.everyMs]).toEqual([once.count, once.everyMs]);
      const expected = numbers(once.average);
      numbers(twice.average).forEach((value, i) => expect(value).toBeCloseTo(expected[i] ?? -1, 3));
    }),
  );
});

test("a minute with one moment in which an application was there has its average and its peak", () => {
  const quiet = ofOne({ ...aPoint, othersTotal: 0, others: {} }, 1000);
  const busy = ofOne({ ...aPoint, othersTotal: 6, others: { web: 6 } }, 60_000);
  const { average, peak, count, everyMs } = rollUpOf([quiet, quiet, busy]);
  expect([average.others, average.othersTotal]).toEqual([{ web: 2 }, 2]);
  expect([peak.others, peak.othersTotal]).toEqual([{ web: 6 }, 6]);
  expect([count, everyMs]).toEqual([3, 60_000]);
});

test("what was unseen for a while is averaged over the rest, and stays unknown where it was never seen", () => {
  const seen = ofOne({ ...aPoint, walRetainedBytes: 10, walLagBytes: null }, 1000);
  const unseen = ofOne({ ...aPoint, walRetainedBytes: null, walLagBytes: null }, 1000);
  expect(rollUpOf([seen, unseen]).average).toMatchObject({ walRetainedBytes: 10, walLagBytes: null });
});

test("at most eight applications are named: those with the highest peaks", () => {
  const parts: RolledUp[] = Array.from({ length: 12 }, (_, i) =>
    ofOne({ ...aPoint, others: { [`app${i}`]: i + 1 } }, 1000),
  );
  const names = Object.keys(rollUpOf(parts).peak.others);
  expect(names).toEqual(["app11", "app10", "app9", "app8", "app7", "app6", "app5", "app4"]);
  expect(Object.keys(rollUpOf(parts).average.others)).toEqual(names);
});

test("nothing cannot be rolled up", () => {
  expect(() => rollUpOf([])).toThrow("no samples");
});
