import { describe, expect, test } from "vitest";
import { poolSplit } from "../electric/pool";
import { newInstance, type Instance } from "./stand-in";
import { instanceWords, phaseWords, troubleWords } from "./words";

const at = (changes: Partial<Instance>): Instance => ({ ...newInstance(poolSplit(20)), ...changes });
const held = (admin: number, snapshot: number, walsenders: number) => ({ admin, snapshot, walsenders });

describe("an instance of the stand-in in words", () => {
  test("active it says what it holds", () => {
    expect(instanceWords(at({ phase: "active", held: held(4, 16, 1) }))).toBe(
      "Active: 4 + 16 connections and 1 walsender",
    );
  });

  test("short of room it says which pool does not open, what it holds meanwhile, and why", () => {
    const short = at({
      phase: "snapshot pool",
      held: held(4, 0, 1),
      refused: 49,
      error: "sorry, too many clients already",
    });
    expect(instanceWords(short)).toBe(
      "Starting: the snapshot pool of 16 does not open; it holds 4 + 0 connections and 1 walsender",
    );
    expect(troubleWords(short)).toBe(
      "It failed 49 times so far, the last time with “sorry, too many clients already”. It lets go of the pool, waits up to 10 s and tries again.",
    );
  });

  test("a second one says that it waits for the lock, which is no trouble", () => {
    const second = at({ phase: "lock", held: held(4, 0, 1) });
    expect(instanceWords(second)).toBe(
      "Waiting for the lock that another instance holds; it holds 4 + 0 connections and 1 walsender",
    );
    expect(troubleWords(second)).toBeNull();
  });

  test("what changes with each try is not in what a screen reader hears", () => {
    const trying = (refused: number, snapshot: number) =>
      phaseWords(at({ phase: "snapshot pool", refused, held: held(4, snapshot, 1) }));
    expect(trying(49, 15)).toBe(trying(98, 0));
    expect(trying(0, 3)).not.toBe(trying(1, 15));
  });

  test("what went wrong on the way is not said any more once it is active", () => {
    expect(troubleWords(at({ phase: "active", error: "sorry, too many clients already" }))).toBeNull();
  });

  test("one connection is one connection, and a missing walsender is said", () => {
    expect(instanceWords(at({ held: held(1, 0, 0) }))).toContain("1 + 0 connection and no walsender");
  });
});
