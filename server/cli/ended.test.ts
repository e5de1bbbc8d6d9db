import { expect, test } from "vitest";
import { aPlan } from "@/lib/repair/plan/example";
import { FINAL_STATES } from "@/lib/repair/run/machine";
import { COMMITTED, endedLines, STATUS_OF, type Outcome } from "./ended";

const outcome: Outcome = {
  state: "applied",
  says: "All is well.",
  sqlstate: null,
  lockMs: 12.4,
  compared: [
    { check: "tables.ownership", title: "", promised: true, before: "fail", after: "pass", found: "owned" },
    { check: "role.exists", title: "", promised: false, before: "pass", after: "pass", found: "there" },
    { check: "slot.failover", title: "", promised: true, before: "warn", after: "warn", found: "not yet" },
  ],
  plan: aPlan,
};
const text = (changed: Partial<Outcome>) =>
  endedLines({ ...outcome, ...changed }, (_code, said) => said).join("\n");

test("says how it ended, the checks that were promised or moved, and how long it locked", () => {
  expect(text({})).toBe(`APPLIED
All is well.

Checks, before and after
  FAIL    -> PASS    tables.ownership
  WARN    -> WARN    slot.failover: not yet

1 table was locked for 12 ms.`);
});

test("an error is told with its SQLSTATE, and a run without locks says nothing of them", () => {
  expect(text({ state: "failed", says: "It broke.", sqlstate: "42501", lockMs: null, compared: [] })).toBe(
    "NOTHING CHANGED\nIt broke. (SQLSTATE 42501)",
  );
});

test("the status is 0 only for what was applied and verified or rehearsed, and 1 only for what checks refused", () => {
  const of = (status: number) => FINAL_STATES.filter((state) => STATUS_OF[state] === status);
  expect(of(0)).toEqual(["applied", "rehearsed"]);
  expect(of(1)).toEqual(["refused"]);
  expect(of(130)).toEqual(["cancelled"]);
});

test("what was committed never reads as if nothing had changed", () => {
  for (const state of FINAL_STATES)
    expect(text({ state }).includes("NOTHING CHANGED") && COMMITTED.has(state)).toBe(false);
});

test("nothing that the database says is obeyed by a terminal", () => {
  const evil = "\u001b[2J\u009b31m\u202e\nAPPLIED";
  const compared = [
    { check: evil, title: evil, promised: true, before: "pass", after: "fail", found: evil } as const,
  ];
  const lines = text({ state: "refused", says: evil, sqlstate: evil, compared });
  expect(lines.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u);
  expect(lines).not.toMatch(/^APPLIED/m);
});
