import { expect, test } from "vitest";
import { at, live, positionOf, replayOf, stepped, withTick } from "./replay";
import type { Live } from "./schema";

const tick = (second: number): Live => ({
  databaseId: "00000000-0000-4000-8000-000000000001",
  state: "sampling",
  everyMs: 1000,
  held: true,
  sampledAt: `2026-11-23T03:00:0${second}.000Z`,
  budget: null,
  sessionsPerSecond: null,
  trouble: null,
  heartbeat: null,
  electric: null,
  nextTryAt: null,
  sentAt: `2026-11-23T03:00:0${second}.000Z`,
  sample: null,
});
const ticks = [tick(1), tick(2), tick(3)];

test("live stands at the last, and steps back from there", () => {
  expect(positionOf(live, ticks)).toBe(2);
  expect(stepped(live, -1, ticks)).toEqual({ kind: "at", sampledAt: ticks[1]?.sampledAt });
});

test("no step leads beyond the first or the last", () => {
  expect(positionOf(stepped(at(0, ticks), -5, ticks), ticks)).toBe(0);
  expect(positionOf(stepped(at(0, ticks), 99, ticks), ticks)).toBe(2);
  expect(stepped(live, -1, [])).toEqual(live);
});

test("what is shown stays while newer samples come and older ones go", () => {
  const shown = at(1, ticks);
  expect(positionOf(shown, [...ticks, tick(4)])).toBe(1);
  expect(positionOf(shown, ticks.slice(1))).toBe(0);
  expect(positionOf(shown, [tick(5)])).toBe(0);
});

test("each sample is kept once, in order, and no more than so many", () => {
  expect(withTick(ticks, tick(3), 300)).toBe(ticks);
  expect(withTick(ticks, { ...tick(4), state: "full" }, 300)).toBe(ticks);
  expect(withTick(ticks, tick(4), 3).map(({ sampledAt }) => sampledAt?.slice(18, 19))).toEqual([
    "2",
    "3",
    "4",
  ]);
});

test("a time is replayed by the kept sample nearest to it, and not at all outside of them", () => {
  const time = (text: string) => replayOf(Date.parse(`2026-11-23T03:00:${text}Z`), ticks);
  expect(time("02.400")).toEqual({ kind: "at", sampledAt: ticks[1]?.sampledAt });
  expect(time("03.900")).toEqual({ kind: "at", sampledAt: ticks[2]?.sampledAt });
  expect(time("04.001")).toBeNull();
  expect(time("00.000")).toEqual({ kind: "at", sampledAt: ticks[0]?.sampledAt });
  expect(replayOf(0, ticks)).toBeNull();
  expect(replayOf(0, [])).toBeNull();
});
