import { expect, test } from "vitest";
import { aPlan } from "@/lib/plan/example";
import { ACTIVE_STATES, FINAL_STATES, type RunState } from "@/lib/run/machine";
import type { Compared } from "@/lib/run/schema";
import { canCancel, lockedWords, nextTryWords, readCompared, standingOf, toneOfRun } from "./words";

/** enable, change, change, restore, after. */
const standings = (state: RunState, stepsDone: number, dry = false) =>
  aPlan.steps.map((_, at) => standingOf({ state, stepsDone, plan: aPlan, dry }, at));

test("while it runs, the step at work is the one after those that are done", () => {
  expect(standings("changing", 1)).toEqual(["done", "now", "next", "next", "next"]);
  expect(standings("finishing", 4)).toEqual(["done", "done", "done", "done", "now"]);
});

test("before and between the steps none is at work", () => {
  expect(standings("locking", 0)).toEqual(["next", "next", "next", "next", "next"]);
  expect(standings("verifying", 4)).toEqual(["done", "done", "done", "done", "next"]);
});

test("what was rolled back is never said to be done", () => {
  for (const state of FINAL_STATES.filter((each) => each !== "applied" && each !== "unfinished"))
    expect(standings(state, 3), state).not.toContain("done");
  expect(standings("refused", 4)).toEqual([
    "rolled back",
    "rolled back",
    "rolled back",
    "rolled back",
    "not reached",
  ]);
});

test("a dry run leaves out what comes after the commit", () => {
  expect(standings("rehearsed", 4, true).at(-1)).toBe("left out");
  expect(standings("changing", 1, true).at(-1)).toBe("left out");
});

test("after a commit only what comes after it can be left to do", () => {
  expect(standings("unfinished", 4)).toEqual(["done", "done", "done", "done", "still to do"]);
  expect(new Set(standings("applied", 5))).toEqual(new Set(["done"]));
});

test("a run can be cancelled until the commit is sent, and never after it", () => {
  expect(ACTIVE_STATES.filter(canCancel)).toEqual([
    "connecting",
    "reading",
    "locking",
    "waiting",
    "changing",
    "verifying",
  ]);
  expect(FINAL_STATES.filter(canCancel)).toEqual([]);
});

test("only what went as planned looks well", () => {
  expect(FINAL_STATES.filter((state) => toneOfRun(state) === "pass")).toEqual(["applied", "rehearsed"]);
  expect(new Set(ACTIVE_STATES.map(toneOfRun))).toEqual(new Set(["active"]));
});

test("the next try is counted down to, and never below nought", () => {
  const at = "2026-11-23T08:00:10.000Z";
  const now = Date.parse("2026-11-23T08:00:07.500Z");
  expect(nextTryWords(1, at, now)).toBe("Try 2 begins in 3 s");
  expect(nextTryWords(1, at, now + 60_000)).toBe("Try 2 begins now");
});

test("promised checks stand first, then those that moved; the rest is a number", () => {
  const check = (id: string, promised: boolean, before: Compared["before"], after: Compared["after"]) => ({
    check: id,
    title: id,
    promised,
    before,
    after,
    found: "",
  });
  const { told, same } = readCompared([
    check("moved", false, "pass", "fail"),
    check("same", false, "pass", "pass"),
    check("promised", true, "fail", "pass"),
  ]);
  expect(told.map((each) => each.check)).toEqual(["promised", "moved"]);
  expect(same).toBe(1);
});

test("how long the locks were held is said in whole ms, and nothing where none was taken", () => {
  expect(lockedWords({ lockMs: 12.4, plan: aPlan })).toBe("1 table was locked for 12 ms.");
  expect(lockedWords({ lockMs: null, plan: aPlan })).toBeNull();
});
