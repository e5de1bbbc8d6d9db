import { expect, test } from "vitest";
import { Repeats } from "./repeats";

const clock = () => {
  let at = 0;
  return { now: () => at, pass: (ms: number) => void (at += ms) };
};

test("one error is written five times a minute, and the next minute says how many were left out", () => {
  const { now, pass } = clock();
  const repeats = new Repeats(now);
  const kind = "Error: no (mark 1)";
  const admitted = Array.from({ length: 900 }, () => repeats.admit(kind)).filter((each) => each !== null);
  expect(admitted).toEqual([0, 0, 0, 0, 0]);
  expect(repeats.admit("Error: another (mark 2)")).toBe(0);
  pass(60_000);
  expect(repeats.admit(kind)).toBe(895);
  expect(repeats.admit(kind)).toBe(0);
});

test("kinds without end take no memory without end, and each is written", () => {
  const repeats = new Repeats(clock().now);
  for (let at = 0; at < 2_000; at += 1) expect(repeats.admit(`Error ${at}`)).toBe(0);
  // Forgotten among so many, so that it is a new kind.
  for (let at = 0; at < 5; at += 1) expect(repeats.admit("Error 0")).not.toBeNull();
  expect(repeats.admit("Error 0")).toBeNull();
});
