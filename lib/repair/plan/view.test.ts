import { expect, test } from "vitest";
import { aPlan } from "./example";
import type { Plan } from "./schema";
import { redactPlan } from "./redact";
import { lockWords, madeRole, phasesOf, planDifference, setsPassword, undoOf } from "./view";

const VERIFIER = "SCRAM-SHA-256$4096:salt$stored:server";
const attributes = {
  login: true,
  inherit: true,
  replication: true,
  bypassRls: false,
  connectionLimit: null,
  validUntil: null,
};

/** The example with one more step, which makes Electric's role. */
const withRole = (verifier: string | null): Plan => ({
  ...aPlan,
  steps: [
    {
      id: "change-0",
      remedy: "role.create",
      phase: "change",
      says: "Make the role electric.",
      changes: [{ kind: "role", role: "electric", from: null, to: attributes, verifier }],
      statements: [`CREATE ROLE "electric" LOGIN${verifier === null ? "" : ` PASSWORD '${verifier}'`}`],
      undo: [`DROP ROLE "electric"`],
      lock: null,
      touches: [],
      opens: [],
    },
    ...aPlan.steps,
  ],
});

test("steps stand in their order, together as long as the phase stays the same", () => {
  const groups = phasesOf(withRole(null).steps).map(({ phase, steps }) => [phase, steps.map(({ at }) => at)]);
  expect(groups).toEqual([
    ["change", [0]],
    ["enable", [1]],
    ["change", [2, 3]],
    ["restore", [4]],
    ["after", [5]],
  ]);
});

test("a lock is said with how many tables it is on and what it blocks", () => {
  const lock = { mode: "ACCESS EXCLUSIVE", tables: 12, blocks: "blocks reads and writes" } as const;
  expect(lockWords(lock)).toBe("ACCESS EXCLUSIVE on 12 tables: blocks reads and writes");
});

test("an undo begins with the last statement, and says how much cannot be undone", () => {
  expect(undoOf({ undo: ["first", null, "third"] })).toEqual({ statements: ["third", "first"], hopeless: 1 });
});

test("a plan says which role it makes, and whether that gets a password", () => {
  expect(madeRole(aPlan)).toBeNull();
  expect(madeRole(withRole(null))).toBe("electric");
  expect([aPlan, withRole(null), withRole(VERIFIER)].map(setsPassword)).toEqual([false, false, true]);
});

test("a plan does not differ from itself, nor from what was kept of it", () => {
  const none = { added: [], gone: [], reordered: false };
  expect(planDifference(aPlan, aPlan)).toEqual(none);
  expect(planDifference(redactPlan(withRole(VERIFIER)), withRole(`${VERIFIER}2`))).toEqual(none);
});

test("what a fresh plan does more and less is told statement by statement", () => {
  const [first, ...rest] = aPlan.steps;
  const fresh = { ...withRole(null), steps: [...withRole(null).steps.slice(0, 1), ...rest] };
  expect(planDifference(aPlan, fresh)).toEqual({
    added: [`CREATE ROLE "electric" LOGIN`],
    gone: first?.statements,
    reordered: false,
  });
});

test("a statement that is there twice now was added once", () => {
  const twice = { ...aPlan, steps: [...aPlan.steps, ...aPlan.steps.slice(0, 1)] };
  expect(planDifference(aPlan, twice).added).toEqual(aPlan.steps[0]?.statements);
});

test("the same statements in another order are said to be that", () => {
  const turned = { ...aPlan, steps: aPlan.steps.toReversed() };
  expect(planDifference(aPlan, turned)).toEqual({ added: [], gone: [], reordered: true });
});
