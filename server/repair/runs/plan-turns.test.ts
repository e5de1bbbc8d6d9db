import { expect, test } from "vitest";
import { Conflict } from "../../errors";
import { takeTurn } from "./plan-turns";

const begins = ({ begin }: { begin(): void }): boolean => {
  try {
    begin();
    return true;
  } catch (error) {
    if (error instanceof Conflict) return false;
    throw error;
  }
};

test("of a person's plans that wait for a database the three newest are made", () => {
  const turns = Array.from({ length: 60 }, () => takeTurn("mel a"));
  const other = takeTurn("ada a");
  expect(turns.filter(begins)).toEqual(turns.slice(-3));
  expect(begins(other)).toBe(true);
});

test("a plan that has begun, or was given up, takes no place", () => {
  for (let at = 0; at < 10; at += 1) expect(begins(takeTurn("mel b"))).toBe(true);
  const first = takeTurn("mel b");
  for (let at = 0; at < 10; at += 1) takeTurn("mel b").end();
  const later = [takeTurn("mel b"), takeTurn("mel b")];
  const last = takeTurn("mel b");
  expect([first, ...later, last].map(begins)).toEqual([false, true, true, true]);
});
