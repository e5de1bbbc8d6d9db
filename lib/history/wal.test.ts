import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { aPoint } from "./fixture";
import { walOutlook } from "./wal";

const MB = 1024 ** 2;
const GB = 1024 ** 3;
const FROM = Date.parse("2026-11-21T14:00:00.000Z");

/** Points a minute apart with so much WAL kept, bytes. */
const points = (...kept: (number | null)[]) =>
  kept.map((walRetainedBytes, i) => ({
    at: new Date(FROM + i * 60_000).toISOString(),
    average: { ...aPoint, walRetainedBytes },
  }));
const growing = (perMinute: number, start = 0, minutes = 10) =>
  points(...Array.from({ length: minutes }, (_, i) => start + perMinute * i));

test("tells percent, pace and time to the limit, with their units", () => {
  const outlook = walOutlook(growing(60 * MB, GB - 540 * MB), 2 * GB);
  expect(outlook).toMatchObject({
    retainedBytes: GB,
    percent: 50,
    exhaustedInMs: expect.closeTo(1_024_000, 3),
  });
  expect(outlook?.bytesPerSecond).toBeCloseTo(MB, 3);
  expect(outlook?.words).toBe(
    "1 GB of WAL are kept for Electric, 50 % of max_slot_wal_keep_size (2 GB). They grow by 1 MB a second; at this pace the limit is reached in 17 min.",
  );
});

describe("no time is told", () => {
  test("without a limit, which is said", () => {
    const outlook = walOutlook(growing(60 * MB), null);
    expect(outlook).toMatchObject({ percent: null, exhaustedInMs: null });
    expect(outlook?.words).toContain("nothing limits them: max_slot_wal_keep_size is -1");
  });

  test("beyond 48 hours, and when it falls or stands", () => {
    expect(walOutlook(growing(10), 10 * GB)?.exhaustedInMs).toBeNull();
    expect(walOutlook(growing(-60 * MB, GB), 2 * GB)).toMatchObject({
      exhaustedInMs: null,
      words: expect.stringContaining("They shrink by 1 MB a second."),
    });
    expect(walOutlook(growing(0, GB), 2 * GB)?.words).toContain("They do not grow.");
  });

  test("of two points, or of less than a minute", () => {
    expect(walOutlook(points(0, GB), 2 * GB)).toMatchObject({ bytesPerSecond: null, exhaustedInMs: null });
  });
});

test("a limit that is reached is said to be, also one of 0", () => {
  expect(walOutlook(growing(60 * MB, GB), GB)).toMatchObject({
    exhaustedInMs: 0,
    words: expect.stringContaining("The limit is reached"),
  });
  expect(walOutlook(points(1), 0)?.percent).toBe(100);
  expect(walOutlook(points(0), 0)?.percent).toBe(0);
});

test("points that know of no slot tell nothing, and do not count as nothing kept", () => {
  expect(walOutlook(points(null, null), GB)).toBeNull();
  expect(walOutlook(points(GB, null, GB, null, GB), 2 * GB)?.bytesPerSecond).toBe(0);
});

test("WAL that grows evenly is told to grow at that pace, and to end when it does", () => {
  const steady = fc.record({
    perMinute: fc.integer({ min: 1, max: GB }),
    start: fc.integer({ min: 0, max: GB }),
    minutes: fc.integer({ min: 3, max: 60 }),
    keep: fc.integer({ min: 1, max: 100 * GB }),
  });
  fc.assert(
    fc.property(steady, ({ perMinute, start, minutes, keep }) => {
      const outlook = walOutlook(growing(perMinute, start, minutes), keep);
      expect(outlook?.bytesPerSecond).toBeCloseTo(perMinute / 60, 1);
      const left = Math.max(0, keep - (start + perMinute * (minutes - 1)));
      if (outlook && outlook.exhaustedInMs !== null)
        expect(outlook.exhaustedInMs / 60_000).toBeCloseTo(left / perMinute, 1);
      else expect(left / perMinute).toBeGreaterThan(47 * 60);
    }),
  );
});
