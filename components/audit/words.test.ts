import { expect, test } from "vitest";
import { fieldName, outcomeOf, valueText } from "./words";

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

test("what came of a run is said in the run's own words, of anything else as it stands", () => {
  expect(outcomeOf({ detail: run })).toBe("Rolled back");
  expect(outcomeOf({ detail: { outcome: "asked once more" } })).toBe("Asked once more");
  expect(outcomeOf({ detail: { pid: 1 } })).toBeNull();
  expect(outcomeOf({ detail: { outcome: { odd: true } } })).toBeNull();
});

test("fields are named as people read them", () => {
  expect(fieldName("backendStart")).toBe("Backend start");
  expect(fieldName("pid")).toBe("Pid");
});

test("nothing is left out of a value but what is nothing", () => {
  expect(valueText(0)).toBe("0");
  expect(valueText(false)).toBe("false");
  expect(valueText({ a: [1] })).toBe('{"a":[1]}');
  expect([null, undefined, ""].map(valueText)).toEqual([null, null, null]);
});
