import { describe, expect, test } from "vitest";
import { defaultTarget } from "@/lib/target/schema";
import { compareVersions, ELECTRIC_FIXES, missingFixes, NEWEST_ELECTRIC } from "./versions";

test.each([
  ["1.7.12", "1.7.9"],
  ["1.10.0", "1.9.9"],
  ["2.0.0", "1.7.12"],
  ["1.7.12", "1.7"],
  ["1.8.0", "1.8.0-beta.1"],
  ["v1.7.12", "unknown"],
])("%s is newer than %s", (newer, older) => {
  expect(compareVersions(newer, older)).toBeGreaterThan(0);
  expect(compareVersions(older, newer)).toBeLessThan(0);
});

test("the same version is the same, with or without a v", () => {
  expect(compareVersions("v1.7.12", "1.7.12")).toBe(0);
});

describe("missing fixes", () => {
  const own = { target: defaultTarget, provider: "other", maxWalSenders: 10 } as const;
  const since = (version: string, database: Parameters<typeof missingFixes>[1] = own) =>
    missingFixes(version, database).map((fix) => fix.since);

  test("the newest version lacks none, on any database", () => {
    expect(since(NEWEST_ELECTRIC, { ...own, provider: "planetscale", maxWalSenders: 1 })).toEqual([]);
  });

  test("manual publishing, walsenders and PlanetScale are named where they matter only", () => {
    expect(since("1.0.0")).toEqual(["1.5.0", "1.7.9", "1.7.12", "1.8.0"]);
    expect(since("1.0.0", { ...own, target: { ...defaultTarget, strategy: "manual" } })).toContain("1.1.5");
    expect(since("1.1.12", { ...own, maxWalSenders: 5 })).toContain("1.2.0");
    expect(since("1.4.15", { ...own, provider: "planetscale" })).toEqual([
      "1.4.16",
      "1.5.0",
      "1.7.9",
      "1.7.12",
      "1.7.12",
      "1.8.0",
    ]);
    expect(since("1.7.12", { ...own, target: { ...defaultTarget, strategy: "manual" } })).toEqual([]);
  });

  test("the list is in rising order", () => {
    const order = ELECTRIC_FIXES.map((fix) => fix.since);
    expect([...order].sort(compareVersions)).toEqual(order);
  });
});
