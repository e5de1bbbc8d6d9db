import fc from "fast-check";
import { expect, test } from "vitest";
import { lastDue, letterSettingSchema } from "./letter-time";

const at = (text: string) => Date.parse(text);
const iso = (ms: number) => new Date(ms).toISOString();
const WEEK = 7 * 86_400_000;

test("a letter is due at the hour of the zone, before and after the clocks change", () => {
  const berlin = { weekday: 0, hour: 9, zone: "Europe/Berlin" };
  expect(iso(lastDue(berlin, at("2026-10-21T12:00:00Z")))).toBe("2026-10-19T07:00:00.000Z");
  expect(iso(lastDue(berlin, at("2026-10-26T08:00:00Z")))).toBe("2026-10-26T08:00:00.000Z");
  expect(iso(lastDue(berlin, at("2026-10-26T07:59:59Z")))).toBe("2026-10-19T07:00:00.000Z");
  expect(iso(lastDue({ ...berlin, zone: "Asia/Kathmandu" }, at("2026-11-30T13:00:00Z")))).toBe(
    "2026-11-30T03:15:00.000Z",
  );
});

test("an hour that the clocks leave out is due right after it, and one that comes twice is due once", () => {
  const sunday = { weekday: 6, hour: 2, zone: "Europe/Berlin" };
  expect(iso(lastDue(sunday, at("2026-03-29T12:00:00Z")))).toBe("2026-03-29T01:00:00.000Z");
  const first = lastDue(sunday, at("2026-10-25T00:30:00Z"));
  expect(iso(first)).toBe("2026-10-25T00:00:00.000Z");
  expect(lastDue(sunday, at("2026-10-25T01:30:00Z"))).toBe(first);
});

test("at any time, in any zone, exactly one letter a week is due", () => {
  const zones = fc.constantFrom(
    "UTC",
    "Europe/Berlin",
    "America/New_York",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",
    "Pacific/Apia",
  );
  const time = fc.record({
    weekday: fc.integer({ min: 0, max: 6 }),
    hour: fc.integer({ min: 0, max: 23 }),
    zone: zones,
  });
  const instants = fc.integer({ min: at("2015-01-01T00:00:00Z"), max: at("2035-01-01T00:00:00Z") });
  fc.assert(
    fc.property(time, instants, (when, now) => {
      const due = lastDue(when, now);
      expect(due).toBeLessThanOrEqual(now);
      expect(now - due).toBeLessThanOrEqual(WEEK + 3_600_000);
      expect(lastDue(when, due)).toBe(due);
      expect(due - lastDue(when, due - 1)).toBeGreaterThan(WEEK - 2 * 3_600_000);
    }),
    { numRuns: 100 },
  );
});

test("the letter is off until it is switched on, and a zone has to exist", () => {
  expect(letterSettingSchema.parse({})).toMatchObject({
    on: false,
    weekday: 0,
    hour: 9,
    zone: "UTC",
    channels: [],
  });
  expect(letterSettingSchema.safeParse({ zone: "Mars/Olympus" }).success).toBe(false);
});
