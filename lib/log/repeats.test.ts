import { expect, test } from "vitest";
import { Repeats } from "./repeats";

const clock = () => {
  let at = 0;
  return { now: () => at, pass: (ms: number) => void (at += ms) };
};

test("one error is written five times a minute, and the next minute says how many were left out", () => {
  const { now, pass } = clock();
  const repeats = new Repeats(now);
  const stack = "Error: no (mark 1)\n    at a:1";
  const written = Array.from({ length: 900 }, () => repeats.admit(stack)).filter((text) => text !== null);
  expect(written).toEqual([stack, stack, stack, stack, stack]);
  expect(repeats.admit("Error: another (mark 2)")).toBe("Error: another (mark 2)");
  pass(60_000);
  expect(repeats.admit(stack)).toBe(`${stack}\n(895 more like it were left out before)`);
  expect(repeats.admit(stack)).toBe(stack);
});

test("texts without end take no memory without end, and each is written", () => {
  const repeats = new Repeats(clock().now);
  for (let at = 0; at < 2_000; at += 1) expect(repeats.admit(`Error ${at}`)).toBe(`Error ${at}`);
  // Forgotten among so many, so that it is a new kind.
  for (let at = 0; at < 5; at += 1) expect(repeats.admit("Error 0")).not.toBeNull();
  expect(repeats.admit("Error 0")).toBeNull();
});
