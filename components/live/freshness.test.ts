import { expect, test } from "vitest";
import { Difference } from "./clock";
import { aLive } from "./fixture";
import { ageOf, agoInWords, freshnessOf, quietFor, untilNextTry } from "@/lib/live/freshness";

test("a sample is late after three missed ticks and stale after ten", () => {
  const at = (ageMs: number) => freshnessOf(ageMs, 1_000);
  expect([0, 3_500, 3_501, 10_500, 10_501].map(at)).toEqual(["fresh", "fresh", "late", "late", "stale"]);
  expect(freshnessOf(100_000, 60_000)).toBe("fresh");
  expect(freshnessOf(null, 1_000)).toBe("stale");
});

test("ages and tries are reckoned by Headroom’s clock and never below nothing", () => {
  const live = aLive({ sampledAt: "2026-11-23T03:00:00.000Z", nextTryAt: "2026-11-23T03:00:10.000Z" });
  const now = Date.parse("2026-11-23T03:00:04.000Z");
  expect(ageOf(live, now)).toBe(4_000);
  expect(untilNextTry(live, now)).toBe(6_000);
  expect(ageOf(live, now - 60_000)).toBe(0);
  expect(untilNextTry(live, now + 60_000)).toBe(0);
  expect(ageOf({ sampledAt: null }, now)).toBeNull();
});

test("an age is told to the second below a minute", () => {
  expect([0, 2_999, 59_999, 61_000, 7_200_000, 90_000_000 * 2].map(agoInWords)).toEqual([
    "0 s ago",
    "2 s ago",
    "59 s ago",
    "1 min ago",
    "2 h ago",
    "2 d ago",
  ]);
});

test("the way of an event makes the clocks seem nearer than they are, so the fastest one counts", () => {
  const difference = new Difference();
  // Headroom’s clock is 5,000 ms ahead; the events take 300, 20 and 900 ms.
  expect(difference.take(15_000, 10_300)).toBe(4_700);
  expect(difference.take(16_000, 11_020)).toBe(4_980);
  expect(difference.take(17_000, 12_900)).toBe(4_980);
});

test("what a stream knew before it was opened makes no sample seem younger", () => {
  // It was sent a minute ago by a clock that goes like ours.
  expect(new Difference().takeOld(1_000_000, 1_060_000, 0)).toBe(0);
  // It cannot have been sent in our future: Headroom’s clock is ahead at least so much.
  expect(new Difference().takeOld(1_060_000, 1_000_000, 0)).toBe(60_000);
});

test("a stream counts as broken when it says nothing for some ticks, or for longer than the pause that it told", () => {
  expect(quietFor(aLive({ everyMs: 1_000 }))).toBe(20_000);
  expect(quietFor(aLive({ everyMs: 60_000 }))).toBe(240_000);
  const sentAt = "2026-11-23T03:00:00.000Z";
  const nextTryAt = "2026-11-23T03:01:00.000Z";
  expect(quietFor(aLive({ state: "crowded", sentAt, nextTryAt }))).toBe(80_000);
  expect(quietFor(aLive({ state: "off" }))).toBe(Number.POSITIVE_INFINITY);
});
