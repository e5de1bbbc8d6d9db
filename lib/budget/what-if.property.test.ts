import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { aGroup, sampleWith } from "@/lib/sample/fixture";
import { defaultTarget } from "@/lib/target/schema";
import { budgetOf } from "./budget";
import { recommendationOf } from "./recommendation";
import { segments } from "./segments";
import { whatIf } from "./what-if";

const anyChoice = fc.record({
  poolSize: fc.integer({ min: 1, max: 120 }),
  instances: fc.integer({ min: 1, max: 5 }),
  pooled: fc.boolean(),
});
const anyTarget = fc
  .tuple(anyChoice, fc.constantFrom("same-slot" as const, "distinct-slots" as const))
  .map(([choice, deploy]) => ({ ...defaultTarget, ...choice, deploy }));
const anySample = fc
  .record({
    max: fc.integer({ min: 20, max: 300 }),
    electric: fc.integer({ min: 0, max: 40 }),
    named: fc.integer({ min: 0, max: 10 }),
    others: fc.integer({ min: 0, max: 60 }),
    own: fc.integer({ min: 0, max: 3 }),
    waiting: fc.integer({ min: 0, max: 2 }),
    running: fc.boolean(),
  })
  .map(({ max, electric, named, others, own, waiting, running }) =>
    sampleWith((s) => {
      s.server.maxConnections = Math.max(max, electric + named + others + own + 3);
      if (!running) s.slots = [];
      s.electricLock = { holderPid: running ? 4711 : null, holderRole: running ? "electric" : null, waiting };
      s.activity.groups = [
        aGroup("", electric, { role: "electric" }),
        aGroup("web", named, { role: "electric" }),
        aGroup("jobs", others),
        aGroup("headroom", own, { role: "postgres", own: own > 0 }),
      ].filter(({ count }) => count > 0);
    }),
  );
const anyPeak = fc.integer({ min: 0, max: 200 });

const whatIs = (...args: Parameters<typeof whatIf>) => {
  const would = whatIf(...args);
  if (would === null) throw new Error("the sample's sessions are seen");
  return would;
};

describe("whatever is tried", () => {
  test("the segments add up, no number is negative, and every session is counted", () => {
    fc.assert(
      fc.property(anySample, anyTarget, anyChoice, (sample, target, choice) => {
        const { budget } = whatIs(sample, target, choice);
        const drawn = segments(budget);
        expect(drawn.reduce((sum, { connections }) => sum + connections, 0)).toBe(
          budget.maxConnections + budget.short,
        );
        const numbers = Object.values(budget).filter((value) => typeof value === "number");
        for (const number of numbers) expect(number).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  test("nothing tried is what is there, as long as Electric holds no more than it is to open", () => {
    fc.assert(
      fc.property(anySample, anyTarget, (sample, target) => {
        const { budget } = whatIs(sample, target, {});
        const today = budgetOf(sample, target);
        if (today && today.electricOpen <= today.pool) expect(budget).toEqual(today);
      }),
    );
  });

  test("more pool never leaves more free nor less short; more max_connections never more short", () => {
    fc.assert(
      fc.property(
        anySample,
        anyTarget,
        anyChoice,
        fc.integer({ min: 0, max: 60 }),
        (sample, target, choice, more) => {
          const one = whatIs(sample, target, choice).budget;
          const larger = whatIs(sample, target, { ...choice, poolSize: choice.poolSize + more }).budget;
          expect(larger.free).toBeLessThanOrEqual(one.free);
          expect(larger.short).toBeGreaterThanOrEqual(one.short);
          const roomier = whatIs(sample, target, {
            ...choice,
            maxConnections: one.maxConnections + more,
          }).budget;
          expect(roomier.short).toBeLessThanOrEqual(one.short);
        },
      ),
    );
  });

  test("what is recommended, tried, is not short at the others' peak", () => {
    fc.assert(
      fc.property(anySample, anyTarget, anyPeak, (sample, target, othersPeak) => {
        const { budget } = whatIs(sample, target, {}, { othersPeak });
        const { kind, maxConnections, poolSize } = recommendationOf(budget, target);
        const fits = ({ usable, pool, othersPeak: peak }: typeof budget) => pool + peak <= usable;
        expect(kind === "short").toBe(!fits(budget));
        if (maxConnections !== null)
          expect(fits(whatIs(sample, target, { maxConnections }, { othersPeak }).budget)).toBe(true);
        if (poolSize !== null)
          expect(fits(whatIs(sample, target, { poolSize }, { othersPeak }).budget)).toBe(true);
      }),
    );
  });
});

test("the words say the sum", () => {
  const small = sampleWith((s) => {
    s.server.maxConnections = 25;
    s.slots = [];
    s.electricLock = { holderPid: null, holderRole: null, waiting: 0 };
    s.activity.groups = [aGroup("web", 7)];
  });
  expect(whatIs(small, defaultTarget, {}).sentence).toBe(
    "A pool of 20 does not fit: 20 for Electric + 7 others = 27 of 22 usable, 5 short.",
  );
  expect(whatIs(small, defaultTarget, { poolSize: 8 }).sentence).toBe(
    "A pool of 8 fits: 8 for Electric + 7 others = 15 of 22 usable, 7 left.",
  );
  expect(recommendationOf(whatIs(small, defaultTarget, {}).budget, defaultTarget)).toMatchObject({
    kind: "short",
    sentence: "Set max_connections to 60, or Electric's pool to 8.",
  });
});
