import { describe, expect, test } from "vitest";
import { endsInMs, slopeOf, type Moment } from "./trend";

const MINUTE = 60_000;

/** Moments a few minutes apart, whose values a function of the minute gives. */
const moments = (count: number, everyMinutes: number, valueAt: (minute: number) => number): Moment[] =>
  Array.from({ length: count }, (_, index) => ({
    at: 1_000_000 + index * everyMinutes * MINUTE,
    value: valueAt(index * everyMinutes),
  }));

describe("the slope of a trend", () => {
  test("is that of the line through the values", () => {
    expect(slopeOf(moments(11, 3, (minute) => 100 - 2 * minute))).toBeCloseTo(-2 / MINUTE, 12);
  });

  test("is not known of nine moments, and of ten it is", () => {
    expect(slopeOf(moments(9, 5, (minute) => minute))).toBeNull();
    expect(slopeOf(moments(10, 5, (minute) => minute))).toBeCloseTo(1 / MINUTE, 12);
  });

  test("is not known of less than half an hour", () => {
    expect(slopeOf(moments(30, 1, (minute) => minute))).toBeNull();
    expect(slopeOf(moments(31, 1, (minute) => minute))).not.toBeNull();
  });

  test("is not known of values that swing, stand still or are none", () => {
    expect(slopeOf(moments(40, 1, (minute) => (minute % 2) * 50 + minute / 10))).toBeNull();
    expect(slopeOf(moments(40, 1, () => 7))).toBeNull();
    expect(slopeOf([])).toBeNull();
  });
});

describe("the time to a limit", () => {
  const falling = moments(40, 1, (minute) => 100 - minute);

  test("is what is left over the slope", () => {
    expect(endsInMs(falling, 60, 0, -1)).toBeCloseTo(60 * MINUTE, 3);
    expect(
      endsInMs(
        moments(40, 1, (minute) => minute),
        40,
        50,
        1,
      ),
    ).toBeCloseTo(10 * MINUTE, 3);
  });

  test("is 0 at the limit and beyond it, without a trend too", () => {
    expect(endsInMs([], 5, 5, -1)).toBe(0);
    expect(endsInMs([], 4, 5, -1)).toBe(0);
  });

  test("is not known of a value that moves away from the limit or shows no trend", () => {
    expect(endsInMs(falling, 60, 100, 1)).toBeNull();
    expect(endsInMs([], 6, 5, -1)).toBeNull();
  });
});
