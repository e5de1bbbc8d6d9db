import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { aGroup, pool, small } from "@/lib/budget/fixture";
import { directConnections } from "@/lib/electric/pool";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { anAddress, factsWith } from "./fixture";
import { connectFacts } from "./facts";
import { poolFor } from "./pool";

const chosen = (poolSize: number, others: number, change: (s: ReachedSnapshot) => void = () => {}) =>
  poolFor(
    connectFacts(
      { ...anAddress, target: pool(poolSize) },
      small({ groups: [aGroup("app", "shop", others)], change }),
    ),
  );

test("the target's pool is given where it fits, with what is left", () => {
  expect(chosen(8, 9)).toEqual({
    size: 8,
    why: "Fits the connection budget with 5 left.",
    left: 5,
    instead: null,
  });
});

test("where it does not, the largest that does is given, and what is missing is said", () => {
  const { size, why, left, instead } = chosen(20, 9);
  expect(instead).toBe(20);
  expect(why).toBe(`Fits with ${left} left; 20 would be 7 short.`);
  expect(size + (left ?? 0)).toBe(13);
});

test("a CONNECTION LIMIT of the role counts as much as the server's", () => {
  const { size, instead } = chosen(20, 0, (s) => {
    if (s.role) s.role.connectionLimit = 10;
  });
  expect(instead).toBe(20);
  expect(size).toBeLessThanOrEqual(10);
});

test("where not even two fit, the target's is given with what it lacks", () => {
  expect(chosen(20, 21)).toMatchObject({ size: 20, left: -19, instead: null });
});

describe("without a count", () => {
  test("the target's pool is given, and no less than the two that Electric opens", () => {
    expect(poolFor(factsWith({ snapshot: null }))).toMatchObject({ size: 20, left: null, instead: null });
    expect(poolFor(factsWith({ snapshot: null, target: { poolSize: 1 } }))).toMatchObject({
      size: 2,
      instead: 1,
    });
  });
});

test("what is given never exceeds the target, and fits whenever two connections do", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 0, max: 24 }), (size, others) => {
      const given = chosen(size, others);
      expect(given.size).toBeLessThanOrEqual(Math.max(2, size));
      if (others > 20) return;
      expect(directConnections({ ...pool(given.size) }) + others).toBeLessThanOrEqual(22);
      expect(given.left).toBeGreaterThanOrEqual(0);
    }),
  );
});
