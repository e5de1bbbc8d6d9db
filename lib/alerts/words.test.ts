import { expect, test } from "vitest";
import { covers, withCovered } from "./cover";
import { DEFAULT_RULES } from "./defaults";
import { durationMs, durationText } from "./duration";
import { serversOf } from "./groups";
import type { Condition } from "./kinds";
import { endOf, holds, nextStart, silenceSchema, type Schedule } from "./silence";

const at = (iso: string) => Date.parse(iso);
const sundays: Schedule = {
  kind: "weekly",
  days: ["Sun"],
  from: "03:00",
  until: "04:00",
  zone: "Europe/Berlin",
};

test("a weekly silence follows the clocks of its zone over their change", () => {
  // Summer time until 25 October 2026 at 01:00 UTC, winter time after it.
  expect(holds(sundays, at("2026-10-18T01:30:00Z"))).toBe(true);
  expect(holds(sundays, at("2026-10-18T02:30:00Z"))).toBe(false);
  expect(holds(sundays, at("2026-11-01T02:30:00Z"))).toBe(true);
  expect(holds(sundays, at("2026-11-02T02:30:00Z"))).toBe(false);
  expect(nextStart(sundays, at("2026-10-24T12:00:00Z"))).toBe(at("2026-10-25T02:00:00Z"));
  expect(nextStart(sundays, at("2026-10-18T00:30:00Z"))).toBe(at("2026-10-18T01:00:00Z"));
  expect(endOf(sundays, at("2026-11-01T02:30:00Z"))).toBe(at("2026-11-01T03:00:00Z"));
});

test("a weekly silence goes over midnight into the next day", () => {
  const night: Schedule = { ...sundays, from: "23:00", until: "01:00", zone: "UTC" };
  expect(holds(night, at("2026-11-29T23:30:00Z"))).toBe(true);
  expect(holds(night, at("2026-11-30T00:30:00Z"))).toBe(true);
  expect(holds(night, at("2026-11-29T00:30:00Z"))).toBe(false);
  expect(endOf(night, at("2026-11-29T23:30:00Z"))).toBe(at("2026-11-30T01:00:00Z"));
});

test("a zone that there is not, and a time that is none, are refused", () => {
  const input = { kind: "maintenance", schedule: sundays };
  expect(silenceSchema.safeParse(input).success).toBe(true);
  expect(silenceSchema.safeParse({ ...input, schedule: { ...sundays, zone: "Mars/Base" } }).success).toBe(
    false,
  );
  expect(silenceSchema.safeParse({ ...input, schedule: { ...sundays, from: "25:00" } }).success).toBe(false);
});

test("durations are those of Gatus", () => {
  expect(["5m", "1h30m", "90s", "0", "", "5", "m"].map(durationMs)).toEqual([
    300_000,
    5_400_000,
    90_000,
    0,
    null,
    null,
    null,
  ]);
  expect(["5m", "1h30m", "0"].map(durationText)).toEqual(["5 min", "1 h 30 min", "at once"]);
});

test("databases are one server by address or by what the server told, and the key outlives its restart", () => {
  const placed = (id: string, host: string, identity: string | null) => ({
    id,
    host,
    port: 5432,
    database: id,
    user: "app",
    identity,
  });
  const sizes = (...all: ReturnType<typeof placed>[]) =>
    [...serversOf(all).values()].map((each) => each.length);
  expect(sizes(placed("a", "db", null), placed("b", "db", "s1"), placed("c", "other", null))).toEqual([2, 1]);
  expect(sizes(placed("a", "db", "s1"), placed("b", "alias", "s1"))).toEqual([2]);
  const keys = (identity: string) => [
    ...serversOf([placed("a", "db", identity), placed("b", "alias", identity)]).keys(),
  ];
  expect(keys("s1 start 1")).toEqual(keys("s1 start 2"));
});

test("of two alerts that say one thing the wider one is covered", () => {
  const wide = { kind: "headroom-below", below: "10%" } as const;
  const strict = { kind: "headroom-below", below: "0" } as const;
  expect([covers(strict, wide), covers(wide, strict), covers(strict, strict)]).toEqual([true, false, false]);
  expect(covers({ kind: "unreachable" }, { kind: "no-data" })).toBe(true);
});

test("the default rules are of distinct conditions", () => {
  const conditions = Object.values(DEFAULT_RULES).map(({ condition }) => JSON.stringify(condition));
  expect(new Set(conditions).size).toBe(conditions.length);
});

test("an alert is covered by one of its own server and databases alone", () => {
  const of = (server: string, condition: Condition, ...ids: string[]) => ({
    server,
    condition,
    databases: ids.map((id) => ({ id })),
  });
  const away = of("s", { kind: "unreachable" }, "a");
  const blind = of("s", { kind: "no-data" }, "a");
  const more = of("s", { kind: "no-data" }, "a", "b");
  const elsewhere = of("t", { kind: "no-data" }, "a");
  expect(withCovered([blind, away, elsewhere])).toEqual([
    { alert: away, covered: [blind] },
    { alert: elsewhere, covered: [] },
  ]);
  expect(withCovered([away, more])).toHaveLength(2);
});
