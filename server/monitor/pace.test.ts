import { describe, expect, test } from "vitest";
import { budgetOf } from "@/lib/budget/budget";
import { defaultSampling } from "@/lib/databases/profile";
import { aGroup, sampleWith } from "@/lib/sample/fixture";
import type { SessionGroup } from "@/lib/sample/schema";
import { defaultTarget } from "@/lib/target/schema";
import { crowded, inTheWay, paceOf, retryPause } from "./pace";

const headroom = (count: number) => aGroup("headroom", count, { role: "postgres", own: true });

/** 25 connections, 22 usable, Electric not there yet, this many others. */
function small(others: number, ...more: SessionGroup[]) {
  const sample = sampleWith((s) => {
    s.server.maxConnections = 25;
    s.walSenderPids = [];
    s.slots = [];
    s.electricLock = { holderPid: null, holderRole: null, waiting: 0 };
    s.activity.groups = [aGroup("web", others), headroom(1), ...more];
  });
  const budget = budgetOf(sample, defaultTarget);
  if (budget === null) throw new Error("the fixture's activity is seen");
  return budget;
}

describe("leaving between samples", () => {
  test("we are in the way where Electric fits only without us", () => {
    expect(inTheWay(small(2))).toBe(true);
  });

  test("we are not where it fits beside us, nor where it does not fit anyway", () => {
    expect(inTheWay(small(1))).toBe(false);
    expect(inTheWay(small(7))).toBe(false);
  });

  test("nor where Electric has all of its pool", () => {
    expect(inTheWay(small(2, aGroup("", 20, { role: "electric" })))).toBe(false);
  });
});

describe("pace", () => {
  test("a second while somebody looks, held; a minute when nobody does, not held", () => {
    expect(paceOf(defaultSampling, true, null)).toEqual({ everyMs: 1000, held: true });
    expect(paceOf(defaultSampling, false, null)).toEqual({ everyMs: 60_000, held: false });
  });

  test("a slow pace holds no session, and neither does courtesy", () => {
    expect(paceOf({ ...defaultSampling, liveMs: 30_000 }, true, null)).toEqual({
      everyMs: 30_000,
      held: false,
    });
    expect(paceOf(defaultSampling, true, small(2))).toEqual({ everyMs: 2_000, held: false });
  });
});

test("two sessions of our name are the watcher and a check; three are a crowd", () => {
  expect(crowded(sampleWith((s) => void (s.activity.groups = [headroom(2)])))).toBe(false);
  expect(crowded(sampleWith((s) => void (s.activity.groups = [headroom(2), headroom(1)])))).toBe(true);
});

test("sessions of our name on other databases of the server are no crowd on this one", () => {
  const elsewhere = aGroup("headroom", 50, { role: "postgres", database: "another" });
  expect(crowded(sampleWith((s) => void (s.activity.groups = [headroom(2), elsewhere])))).toBe(false);
});

describe("trying again", () => {
  const pauses = (looked: boolean) =>
    Array.from({ length: 12 }, (_none, index) => retryPause("unreachable", index + 1, looked, 1));

  test("comes soon at first, then ever more seldom, up to a limit", () => {
    expect(pauses(true).slice(0, 6)).toEqual([500, 1000, 2000, 4000, 8000, 10_000]);
    expect(Math.max(...pauses(true))).toBe(10_000);
    expect(Math.max(...pauses(false))).toBe(300_000);
  });

  test("a full server is asked gently, and chance spreads the tries", () => {
    expect(retryPause("full", 1, true, 1)).toBe(2000);
    expect(retryPause("full", 9, true, 1)).toBe(10_000);
    expect(retryPause("full", 9, true, 0)).toBe(8000);
  });
});
