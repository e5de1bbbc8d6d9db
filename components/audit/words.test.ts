import { expect, test } from "vitest";
import { actionName, fieldName, inOrder, outcomeOf, titledEvent, valueText } from "./words";

const run = {
  run: "3f6c1c6e-0c1d-4b7a-9d3f-2f6f2f6f2f6f",
  for: { kind: "ready" },
  strategy: "owner",
  as: "postgres",
  outcome: "refused",
  says: null,
  sqlstate: null,
  lockMs: null,
  statementCount: 3,
};

test("what came of a run is said in the run's own words, of a signal in words, of anything else as it stands", () => {
  expect(outcomeOf({ detail: run })).toMatchObject({ word: "Rolled back", tone: "fail" });
  expect(outcomeOf({ detail: { ...run, says: "One check failed." } })?.says).toBe("One check failed.");
  expect(outcomeOf({ detail: { outcome: "gone" } })).toMatchObject({ word: "Nothing done", tone: "warn" });
  expect(outcomeOf({ detail: { outcome: "failed" } })?.says).toContain("not known");
  expect(outcomeOf({ detail: { outcome: "half a thing" } })).toEqual({
    word: "Half a thing",
    says: null,
    tone: null,
  });
  expect(outcomeOf({ detail: { pid: 1 } })).toBeNull();
  expect(outcomeOf({ detail: { outcome: { odd: true } } })).toBeNull();
});

test("what was done says to what, and a word that nobody knows stays", () => {
  expect(["cancel", "terminate", "run a plan"].map(actionName)).toEqual([
    "Cancel a query",
    "End a session",
    "Run a plan",
  ]);
});

const event = (detail: Record<string, unknown>) => ({
  id: 1,
  at: "2026-11-23T08:00:00.000Z",
  by: "Ada",
  from: null,
  database: { id: null, name: "Orders" },
  action: "run a plan",
  detail,
});
const titles = new Map([["role.exists", "Electric's role exists"]]);

test("a run says what it was for in the words of its checks, and an undo only once that it is one", () => {
  const checks = { ...run, for: { kind: "checks", checks: ["role.exists", "gone.since"] } };
  expect(titledEvent(event(run), titles).title).toBe("Make it ready");
  expect(titledEvent(event(checks), titles).checks).toEqual(["Electric's role exists", "gone.since"]);
  expect(titledEvent(event({ ...run, for: { kind: "clean-up" } }), titles).title).toBeNull();
  expect(titledEvent(event({ pid: 4 }), titles)).toMatchObject({ title: null, checks: [] });
});

test("fields are named as people read them, whom it was for first", () => {
  expect(fieldName("backendStart")).toBe("Backend start");
  expect(fieldName("pid")).toBe("Pid");
  expect(inOrder({ queryId: "1", outcome: "done", pid: 4, role: "app" }).map(([key]) => key)).toEqual([
    "pid",
    "role",
    "outcome",
    "queryId",
  ]);
});

test("nothing is left out of a value but what is nothing, and a time is read like every other", () => {
  expect(valueText(0)).toBe("0");
  expect(valueText(false)).toBe("false");
  expect(valueText({ a: [1] })).toBe('{"a":[1]}');
  expect(valueText("2026-11-23T08:00:00.123456+00:00")).toBe("2026-11-23 08:00:00 UTC");
  expect(valueText("2026-99-23T08:00:00Z")).toBe("2026-99-23T08:00:00Z");
  expect([null, undefined, ""].map(valueText)).toEqual([null, null, null]);
});
