import { expect, test } from "vitest";
import { bytes, count, dayAndTime, example, listed, span } from "./words";

test("a count agrees with its noun", () => {
  expect([count(0, "table"), count(1, "table"), count(2, "table")]).toEqual([
    "0 tables",
    "1 table",
    "2 tables",
  ]);
  expect(count(10_000, "table")).toBe("10,000 tables");
});

test("names are listed as in a sentence, and many are counted", () => {
  expect(listed(["a"])).toBe("a");
  expect(listed(["a", "b"])).toBe("a and b");
  expect(listed(["a", "b", "c", "d", "e"])).toBe("a, b, c, d and e");
  expect(listed(Array.from({ length: 1_204 }, () => "a"))).toBe("a, a, a, a and 1,200 others");
});

test("one example stands for the rest, which are counted", () => {
  expect(example(["a"], "table")).toBe("a");
  expect(example(["a", "b"], "table")).toBe("a and 1 other table");
  expect(example(["a", "b", "c"], "table")).toBe("a and 2 other tables");
});

test.each([
  [0, "0 bytes"],
  [1023, "1023 bytes"],
  [1536, "1.5 kB"],
  [4 * 1024 ** 3, "4 GB"],
  [12.4 * 1024 ** 3, "12 GB"],
])("%d bytes are read as %s", (amount, text) => expect(bytes(amount)).toBe(text));

test.each([
  [59_400, "59 s"],
  [125_000, "2 min"],
  [3 * 3_600_000, "3 h"],
  [4 * 86_400_000, "4 days"],
])("%d ms are read as %s", (ms, text) => expect(span(ms)).toBe(text));

test("a moment is told in UTC, whatever the reader's zone and language", () => {
  expect(dayAndTime("2026-11-21T14:02:31.000Z")).toBe("21 Nov, 14:02 UTC");
  expect(dayAndTime("2026-01-01T00:30:00+02:00")).toBe("31 Dec, 22:30 UTC");
});

test("every month has three letters, and midnight is 00:00", () => {
  const moments = Array.from({ length: 12 }, (_, month) => new Date(Date.UTC(2026, month, 1)).toISOString());
  const months = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");
  expect(moments.map(dayAndTime)).toEqual(months.map((month) => `1 ${month}, 00:00 UTC`));
});
