import { expect, test } from "vitest";
import { aSample } from "./fixture";
import type { Tick } from "./schema";
import { refreshed } from "./tick";

const {
  activity: _activity,
  uncounted: _uncounted,
  electricLock: _lock,
  sessionsOpened: _opened,
  ...common
} = aSample;
const tick: Tick = {
  ...common,
  at: "2026-11-23T03:00:01.000Z",
  counts: [
    { role: "app", database: "orders", count: 6 },
    { role: "electric", database: "orders", count: 20 },
    { role: "postgres", database: "orders", count: 1 },
  ],
};

test("a tick with the same counts makes the sample newer", () => {
  expect(refreshed(aSample, tick)).toEqual({ ...aSample, ...tick });
});

test("a session more, a role less and another walsender ask for a full sample", () => {
  const more = tick.counts.map((each) => (each.role === "app" ? { ...each, count: 7 } : each));
  expect(refreshed(aSample, { ...tick, counts: more })).toBeNull();
  expect(refreshed(aSample, { ...tick, counts: tick.counts.slice(1) })).toBeNull();
  expect(refreshed(aSample, { ...tick, walSenderPids: [4712] })).toBeNull();
});
