import { expect, test } from "vitest";
import { FINAL_STATES, ImpossibleEvent, isFinal, next, RUN_EVENTS, RUN_STATES, TRANSITIONS } from "./machine";

test("every state says of every event where it leads, or that it cannot happen", () => {
  for (const state of RUN_STATES)
    expect(Object.keys(TRANSITIONS[state]).sort(), state).toEqual([...RUN_EVENTS].sort());
});

test("nothing leads to a commit but checks that passed, and nothing to an end after it but the database's word", () => {
  const into = (to: string) =>
    RUN_STATES.flatMap((state) =>
      RUN_EVENTS.filter((event) => TRANSITIONS[state][event] === to).map((event) => [state, event]),
    );
  expect(into("committing")).toEqual([["verifying", "checks passed"]]);
  expect(into("finishing")).toEqual([
    ["committing", "committed"],
    ["resolving", "committed"],
    ["unfinished", "connected"],
  ]);
  expect(into("applied")).toEqual([["finishing", "all steps done"]]);
});

test("a run that was cancelled or lost before its commit changed nothing", () => {
  for (const state of ["connecting", "reading", "locking", "waiting", "changing", "verifying"] as const) {
    expect(next(state, "cancelled")).toBe("cancelled");
    expect(next(state, "connection lost")).toBe("failed");
  }
  expect(() => next("committing", "cancelled")).toThrow(ImpossibleEvent);
});

test("every state leads to an end", () => {
  const ends = new Set<string>(FINAL_STATES);
  for (let grown = true; grown;) {
    grown = false;
    for (const state of RUN_STATES)
      if (!ends.has(state) && RUN_EVENTS.some((event) => ends.has(TRANSITIONS[state][event] ?? ""))) {
        ends.add(state);
        grown = true;
      }
  }
  expect([...ends].sort()).toEqual([...RUN_STATES].sort());
  expect(FINAL_STATES.every(isFinal)).toBe(true);
});
