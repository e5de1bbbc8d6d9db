import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { chartOf, RANGE_MS } from "./chart";
import { aRow } from "./fixture";
import { pausesOf, type Row } from "./pauses";
import { RANGES, type Mark, type Range } from "./schema";

const FROM = Date.parse("2026-11-21T14:00:00.000Z");
const iso = (ms: number) => new Date(FROM + ms).toISOString();
const mark = (ms: number, kind: Mark["kind"]): Mark => ({ at: iso(ms), kind, text: "" });
const windowOf = (length: number, idleMs = 60_000) => ({ from: FROM, to: FROM + length, idleMs });
const HOUR = windowOf(3_600_000);

/** One sample a second from one moment of the window to another, ms. */
const seconds = (from: number, to: number): Row[] =>
  Array.from({ length: Math.ceil((to - from) / 1000) }, (_, i) => aRow(FROM + from + 1000 * i));
const pauses = (rows: Row[], marks: Mark[] = [], window = HOUR) =>
  pausesOf(rows, marks, window).map(({ from, to, reason }) => ({
    from: Date.parse(from) - FROM,
    to: Date.parse(to) - FROM,
    reason,
  }));

describe("pauses", () => {
  test("are none while samples come, up to three paces apart", () => {
    expect(pauses(seconds(0, 3_600_000))).toEqual([]);
    expect(pauses([...seconds(0, 10_000), ...seconds(12_000, 3_600_000)])).toEqual([]);
  });

  test("last from a pace after the last sample to the next one", () => {
    expect(pauses([...seconds(0, 10_000), ...seconds(13_001, 3_600_000)])).toEqual([
      { from: 10_000, to: 13_001, reason: "Headroom was not running, or did not watch this database." },
    ]);
  });

  test("are not what a slower pace makes: nobody looks any more", () => {
    const slow = Array.from({ length: 59 }, (_, i) => aRow(FROM + 60_000 * (i + 1), 60_000));
    expect(pauses([...seconds(0, 1000), ...slow])).toEqual([]);
  });

  test("have the reason that is marked, at any length from a missed sample on", () => {
    const rows = [...seconds(0, 10_000), ...seconds(20_000, 30_000), ...seconds(40_000, 3_600_000)];
    const marks = [
      mark(9500, "full"),
      mark(19_900, "back"),
      mark(30_500, "unreachable"),
      mark(40_000, "back"),
    ];
    expect(pauses(rows, marks).map(({ reason }) => reason)).toEqual([
      "The database was full: no connection was left for Headroom either.",
      "The database could not be reached.",
    ]);
    const idle = [0, 60_000, 180_000].map((at) => aRow(FROM + at, 60_000));
    const short = windowOf(200_000);
    expect(pauses(idle, [], short)).toEqual([]);
    expect(pauses(idle, [mark(120_100, "full"), mark(180_000, "back")], short)).toEqual([
      { from: 120_000, to: 180_000, reason: expect.stringContaining("full") },
    ]);
  });

  test("go on to the end of the window where it is known why, and not for samples that are on their way", () => {
    expect(pauses(seconds(0, 3_590_000))).toEqual([]);
    expect(pauses(seconds(0, 3_590_000), [mark(3_591_000, "off")])).toEqual([
      { from: 3_590_000, to: 3_600_000, reason: "Watching was switched off for this database." },
    ]);
    expect(pauses(seconds(0, 3_000_000))).toMatchObject([{ from: 3_000_000, to: 3_600_000 }]);
  });

  test("that began before the window have the reason of then", () => {
    expect(pauses(seconds(600_000, 3_600_000), [mark(-60_000, "off")])).toEqual([
      { from: 0, to: 600_000, reason: "Watching was switched off for this database." },
    ]);
    expect(pauses([], [mark(-60_000, "unreachable")])).toEqual([
      { from: 0, to: 3_600_000, reason: "The database could not be reached." },
    ]);
    expect(pauses([])).toEqual([{ from: 0, to: 3_600_000, reason: "Nothing is kept from this time." }]);
  });
});

const anyRows = (length: number) =>
  fc.array(
    fc.record({
      at: fc.integer({ min: 0, max: length - 1 }),
      every: fc.constantFrom(1000, 5000, 60_000),
      spanMs: fc.constantFrom(0, 60_000),
    }),
    { maxLength: 200 },
  );
const anyMarks = (length: number) =>
  fc.array(
    fc
      .tuple(
        fc.integer({ min: -1000, max: length - 1 }),
        fc.constantFrom(
          "full" as const,
          "unreachable" as const,
          "off" as const,
          "back" as const,
          "check" as const,
        ),
      )
      .map(([at, kind]) => mark(at, kind)),
    { maxLength: 10 },
  );
const anyWindow = fc.constantFrom(...RANGES).chain((range) =>
  fc.record({
    range: fc.constant<Range>(range),
    rows: anyRows(RANGE_MS[range].length),
    marks: anyMarks(RANGE_MS[range].length),
  }),
);

test("points and pauses follow one another through the window, and none overlaps another", () => {
  fc.assert(
    fc.property(anyWindow, ({ range, rows: drawn, marks }) => {
      const byTime = [...drawn].sort((a, b) => a.at - b.at);
      const rows = byTime
        .filter(({ at }, i) => at >= (byTime[i - 1]?.at ?? -60_000) + (byTime[i - 1]?.spanMs || 1))
        .map(({ at, every, spanMs }) => ({ ...aRow(FROM + at, every), spanMs }));
      const window = windowOf(RANGE_MS[range].length);
      const idle = pausesOf(rows, marks, window);
      const stretches = [
        ...chartOf(rows, idle, range, window).map(({ at, spanMs }) => [
          Date.parse(at),
          Date.parse(at) + spanMs,
        ]),
        ...idle.map(({ from, to }) => [Date.parse(from), Date.parse(to)]),
      ].sort(([a = 0], [b = 0]) => a - b);
      for (const [i, [start = 0, end = 0]] of stretches.entries()) {
        expect(end).toBeGreaterThan(start);
        expect(stretches[i + 1]?.[0] ?? end).toBe(end);
      }
      expect(stretches.at(-1)?.[1]).toBe(window.to);
    }),
  );
});

describe("a chart", () => {
  test("of a second's pace has at most 361 points that hold until the next", () => {
    const points = chartOf(seconds(0, 3_600_000), [], "hour", HOUR);
    expect(points).toHaveLength(360);
    expect(points[0]).toMatchObject({ at: iso(0), spanMs: 10_000 });
  });

  test("keeps the peak of a moment within a point", () => {
    const rows = seconds(0, 10_000).map((row, i) =>
      i === 5 ? aRow(row.at, 1000, { othersTotal: 16 }) : row,
    );
    const [point] = chartOf(rows, [], "hour", windowOf(10_000));
    expect([point?.average.othersTotal, point?.peak.othersTotal]).toEqual([7, 16]);
  });

  test("makes two points of one with a pause in it", () => {
    const rows = [...seconds(0, 2000), ...seconds(8000, 10_000)];
    const window = windowOf(10_000);
    const points = chartOf(rows, pausesOf(rows, [], window), "hour", window);
    expect(points.map(({ at, spanMs }) => [at, spanMs])).toEqual([
      [iso(0), 2000],
      [iso(8000), 2000],
    ]);
  });
});
