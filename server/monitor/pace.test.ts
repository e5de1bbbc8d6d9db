import { describe, expect, test } from "vitest";
import { budgetOf } from "@/lib/budget/budget";
import { defaultSampling } from "@/lib/databases/database";
import { aGroup, sampleWith } from "@/lib/sample/fixture";
import type { SessionGroup } from "@/lib/sample/schema";
import { defaultTarget } from "@/lib/target/schema";
import {
  answerLimit,
  crowded,
  databasePace,
  inTheWay,
  isDue,
  retryPause,
  serverPace,
  type Paced,
} from "./pace";

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

const database = (change: Partial<Paced> = {}): Paced => ({
  sampling: defaultSampling,
  isLookedAt: false,
  budget: null,
  ...change,
});
const looked = (liveMs: number): Paced =>
  database({ isLookedAt: true, sampling: { ...defaultSampling, liveMs } });

describe("pace", () => {
  test("a second while a database is looked at, held; a minute when none is, not held", () => {
    expect(serverPace([looked(1000)])).toEqual({ everyMs: 1000, held: true });
    expect(serverPace([database(), database()])).toEqual({ everyMs: 60_000, held: false });
  });

  test("the fastest that is looked at decides, and the others keep their own pace", () => {
    const all = [database(), looked(5000), looked(2000)];
    const pace = serverPace(all);
    expect(pace).toEqual({ everyMs: 2000, held: true });
    expect(all.map((each) => databasePace(each, pace).everyMs)).toEqual([60_000, 5000, 2000]);
  });

  test("a slow pace holds no session, and neither does courtesy to one of the databases", () => {
    expect(serverPace([looked(30_000)])).toEqual({ everyMs: 30_000, held: false });
    expect(serverPace([looked(1000), database({ budget: small(2) })])).toEqual({
      everyMs: 2000,
      held: false,
    });
  });

  test("a database takes the sample that is nearest to its pace, whatever the moment of its last one", () => {
    const [own, server] = [
      { everyMs: 5000, held: true },
      { everyMs: 2000, held: true },
    ];
    expect([2000, 3900, 4000, 6000].map((since) => isDue(since, own, server))).toEqual([
      false,
      false,
      true,
      true,
    ]);
  });

  test("an answer may take two ticks, and no longer than ten seconds", () => {
    expect([1000, 3000, 60_000].map(answerLimit)).toEqual([2000, 6000, 10_000]);
  });
});

test("two sessions of our name are the watcher and a repair; three are a crowd, on whichever database of the server", () => {
  const elsewhere = aGroup("headroom", 1, { role: "postgres", database: "another" });
  expect(crowded(sampleWith((s) => void (s.activity.groups = [headroom(2)])))).toBe(false);
  expect(crowded(sampleWith((s) => void (s.activity.groups = [headroom(2), elsewhere])))).toBe(true);
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
