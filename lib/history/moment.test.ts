import { expect, test } from "vitest";
import { keptText, momentOf, momentPath, rangeHolding } from "./moment";

const now = Date.parse("2026-11-30T12:00:00Z");
const MINUTE = 60_000;

test("a link names a moment with its zone", () => {
  expect(momentOf(null, now)).toEqual({ kind: "none" });
  expect(momentOf("2026-11-30T03:12:00Z", now)).toEqual({
    kind: "at",
    at: Date.parse("2026-11-30T03:12:00Z"),
  });
  expect(momentOf("2026-11-30T04:12:00.5+01:00", now)).toEqual({
    kind: "at",
    at: Date.parse("2026-11-30T03:12:00.500Z"),
  });
  // Another clock may be some seconds ahead.
  expect(momentOf(new Date(now + 30_000).toISOString(), now).kind).toBe("at");
});

test.each([
  ["", /no moment/],
  ["yesterday", /no moment/],
  ["2026-11-30", /no moment/],
  ["2026-11-30T03:12:00", /no moment/],
  ["2026-13-45T99:99:99Z", /no moment/],
  ["0", /no moment/],
  ["<script>", /no moment/],
  ["9".repeat(10_000), /no moment/],
  ["2026-12-01T00:00:00Z", /future/],
  ["2025-01-01T00:00:00Z", /more than a year ago/],
])("the moment %s is told apart in plain words", (text, says) => {
  expect(momentOf(text, now)).toEqual({ kind: "bad", says: expect.stringMatching(says) });
});

test("the smallest range that holds a moment is shown, and what is kept of it is said", () => {
  const range = (minutes: number) => rangeHolding(now - minutes * MINUTE, now);
  expect([0, 60, 61, 24 * 60, 24 * 60 + 1, 7 * 24 * 60, 7 * 24 * 60 + 1].map(range)).toEqual([
    "hour",
    "hour",
    "day",
    "day",
    "week",
    "week",
    "year",
  ]);
  expect(range(366 * 24 * 60)).toBeNull();
  expect(keptText("day")).toMatch(/by the minute/);
});

test("the address of a moment is read back as that moment", () => {
  const at = "2026-11-30T03:12:00.123Z";
  const url = new URL(momentPath("1", at), "http://here.example");
  expect(momentOf(url.searchParams.get("at"), now)).toEqual({ kind: "at", at: Date.parse(at) });
});
