import { describe, expect, test } from "vitest";
import { quoteIdentifier } from "@/lib/postgres/identifier";
import { namesBy } from "./names";
import { randomFrom } from "./random";

const many = (seed: number) => {
  const random = randomFrom(seed);
  return Array.from({ length: 1000 }, () => random.next());
};

describe("random numbers from a seed", () => {
  test("are the same for the same seed and others for the next", () => {
    expect(many(1)).toEqual(many(1));
    expect(many(2)).not.toEqual(many(1));
  });

  test("lie from 0 up to 1, and spread", () => {
    const numbers = many(7);
    expect(numbers.every((number) => number >= 0 && number < 1)).toBe(true);
    for (let tenth = 0; tenth < 10; tenth += 1)
      expect(numbers.filter((number) => Math.floor(number * 10) === tenth).length).toBeGreaterThan(50);
  });
});

test("hostile names begin with their base, and Postgres keeps them whole", () => {
  const name = namesBy(randomFrom(3), true);
  const names = Array.from({ length: 500 }, () => name("shop"));
  expect(new Set(names).size).toBeGreaterThan(15);
  for (const one of names) {
    expect(one.startsWith("shop")).toBe(true);
    expect(() => quoteIdentifier(one)).not.toThrow();
  }
});
