import { expect, test } from "vitest";
import { axisTime, exactLocalTime, momentTime, spanText, timeTicks } from "./time";

const T0 = Date.parse("2026-11-23T03:00:00.000Z");

test("labels stand at round times of the reader's clock", () => {
  const hour = timeTicks("hour", T0 + 1, T0 + 3_600_000, 0);
  expect(hour.map((at) => new Date(at).toISOString().slice(11, 16))).toEqual([
    "03:10",
    "03:20",
    "03:30",
    "03:40",
    "03:50",
    "04:00",
  ]);
  const days = timeTicks("week", T0, T0 + 2 * 86_400_000, -60);
  expect(days.map((at) => new Date(at).toISOString().slice(5, 16))).toEqual(["11-23T23:00", "11-24T23:00"]);
});

test("a year has a label at the first of each month of the reader's clock", () => {
  const ticks = timeTicks("year", T0 - 365 * 86_400_000, T0, 0);
  expect(ticks).toHaveLength(12);
  expect(ticks.every((at) => new Date(at).getDate() === 1 && new Date(at).getHours() === 0)).toBe(true);
});

test("one form of time, 24 hours, in the reader's zone, with the zone where it is exact", () => {
  const evening = Date.parse("2026-11-23T21:04:05.000Z");
  const zone = "Europe/Berlin";
  expect(axisTime("hour", evening, zone)).toBe("22:04");
  expect(axisTime("week", evening, zone)).toMatch(/^Mon 23$/);
  expect(axisTime("year", evening, zone)).toBe("Nov");
  expect(momentTime("day", evening, zone)).toBe("22:04:05");
  expect(momentTime("week", evening, zone)).toBe("23 Nov, 22:04");
  expect(exactLocalTime(evening, zone)).toBe("23 Nov 2026, 22:04:05 UTC+1");
  expect(exactLocalTime(Date.parse("2026-11-23T23:30:00Z"), "UTC")).toBe("23 Nov 2026, 23:30:00 UTC");
  expect(spanText("hour", evening - 3_600_000, evening, zone)).toBe("21:04 to 22:04, UTC+1");
  expect(spanText("week", evening - 7 * 86_400_000, evening, "UTC")).toBe(
    "16 Nov, 21:04 to 23 Nov, 21:04, UTC",
  );
});

test("midnight is 00:00, not 24:00", () => {
  expect(axisTime("day", Date.parse("2026-11-23T00:00:00Z"), "UTC")).toBe("00:00");
});
