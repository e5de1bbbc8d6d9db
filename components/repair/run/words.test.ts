import { expect, test } from "vitest";
import { planBrief } from "@/lib/repair/plan/brief";
import { aPlan } from "@/lib/repair/plan/example";
import { ACTIVE_STATES, FINAL_STATES, type RunState } from "@/lib/repair/run/machine";
import type { Compared } from "@/lib/repair/run/schema";
import {
  canCancel,
  headingOf,
  lockedWords,
  nextTryWords,
  readCompared,
  standingOf,
  toneOfRun,
} from "./words";

/** enable, change, change, restore, after. */
const standings = (state: RunState, stepsDone: number, dry = false) =>
  aPlan.steps.map(({ phase }, at) => standingOf({ state, stepsDone, dry }, at, phase));

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

test("what a run was rolled back for stands first, then kept promises, then what moved; the rest is a number", () => {
  const check = (id: string, promised: boolean, before: Compared["before"], after: Compared["after"]) => ({
    check: id,
    title: id,
    promised,
    before,
    after,
    found: "",
  });
  const { told, same } = readCompared([
    check("moved", false, "pass", "warn"),
    check("same", false, "pass", "pass"),
    check("promised", true, "fail", "pass"),
    check("worse", false, "pass", "fail"),
    check("not kept", true, "fail", "fail"),
  ]);
  expect(told.map((each) => each.check)).toEqual(["not kept", "worse", "promised", "moved"]);
  expect(same).toBe(1);
});

test("how long the locks were held is said in whole ms, and nothing where none was taken", () => {
  expect(lockedWords({ lockMs: 12.4, plan: planBrief(aPlan) })).toBe("1 table was locked for 12 ms.");
  expect(lockedWords({ lockMs: null, plan: planBrief(aPlan) })).toBeNull();
});

test("a run for some checks is headed by their titles, for many by their number", () => {
  const titles = { "role.exists": "Electric's role exists" };
  const of = (...checks: string[]) =>
    headingOf({ dry: true, plan: { ...aPlan, for: { kind: "checks", checks } } }, titles);
  expect(of("role.exists")).toBe("Dry run that makes “Electric's role exists” pass, strategy owner");
  expect(of("role.exists", "gone")).toContain("“Electric's role exists” and “gone”");
  expect(of("a", "b", "c")).toContain("makes 3 checks pass");
  expect(headingOf({ dry: false, plan: aPlan }, {})).toContain("Run that makes this database ready");
});
