import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { aGroup, aSample, sampleWith } from "@/lib/sample/fixture";
import { defaultTarget } from "@/lib/target/schema";
import { budgetOf } from "./budget";
import { headroomOf, shortOf } from "./headroom";
import { bindingLimits } from "./limits";
import { recommendationOf } from "./recommendation";
import type { Budget } from "./schema";
import { segments } from "./segments";
import { whatIf } from "./what-if";

const choices = {
  poolSize: fc.integer({ min: 1, max: 120 }),
  instances: fc.integer({ min: 1, max: 5 }),
  pooled: fc.boolean(),
};
const anyChoice = fc.record(choices);
const anyChange = fc.record(
  { ...choices, maxConnections: fc.integer({ min: 10, max: 300 }) },
  { requiredKeys: [] },
);
const anyTarget = fc
  .tuple(anyChoice, fc.constantFrom("same-slot" as const, "distinct-slots" as const))
  .map(([choice, deploy]) => ({ ...defaultTarget, ...choice, deploy }));
const anyGroup = fc.record({
  name: fc.constantFrom("", "", "web", "jobs", "a", "b", "c"),
  role: fc.constantFrom("electric", "app", "postgres"),
  database: fc.constantFrom("orders", "orders", "other"),
  count: fc.integer({ min: 1, max: 40 }),
});
const anySample = fc
  .record({
    max: fc.integer({ min: 10, max: 300 }),
    kept: fc.integer({ min: 0, max: 4 }),
    reserved: fc.integer({ min: 0, max: 4 }),
    superuser: fc.boolean(),
    usesReserved: fc.boolean(),
    roleLimit: fc.option(fc.integer({ min: 0, max: 60 })),
    databaseLimit: fc.option(fc.integer({ min: 0, max: 120 })),
    groups: fc.array(anyGroup, { maxLength: 8 }),
    own: fc.integer({ min: 0, max: 3 }),
    waiting: fc.integer({ min: 0, max: 2 }),
    running: fc.boolean(),
  })
  .map(({ max, kept, reserved, groups, own, waiting, running, ...rest }) =>
    sampleWith((s) => {
      const sessions = groups.reduce((sum, { count }) => sum + count, own);
      s.server.maxConnections = Math.max(max, sessions);
      s.server.superuserReservedConnections = kept;
      s.server.reservedConnections = reserved;
      s.role = {
        superuser: rest.superuser,
        usesReservedConnections: rest.usesReserved,
        connectionLimit: rest.roleLimit,
      };
      s.database.connectionLimit = rest.databaseLimit;
      if (!running) s.slots = [];
      s.electricLock = { holderPid: running ? 4711 : null, holderRole: running ? "electric" : null, waiting };
      s.activity.groups = [
        ...groups.map(({ name, count, role, database }) => aGroup(name, count, { role, database })),
        ...(own > 0 ? [aGroup("headroom", own, { role: "postgres", own: true })] : []),
      ];
    }),
  );
const anyPeak = fc.integer({ min: 0, max: 200 });

const whatIs = (...args: Parameters<typeof whatIf>) => {
  const would = whatIf(...args);
  if (would === null) throw new Error("the sample's sessions are seen");
  return would;
};

const placesFor = ({ usable, pool, othersPeak }: Budget): boolean => pool + othersPeak <= usable;
const numbersIn = (text: string): number[] => (text.match(/\d+/g) ?? []).map(Number);

describe("whatever is tried", () => {
  test("the segments add up, no number is negative, and every session is counted", () => {
    fc.assert(
      fc.property(anySample, anyTarget, anyChange, (sample, target, choice) => {
        const { budget } = whatIs(sample, target, choice);
        const parts = segments(budget);
        const sumOf = (kinds: typeof parts) => kinds.reduce((sum, { drawn }) => sum + drawn, 0);
        expect(sumOf(parts.filter(({ kind }) => kind !== "short"))).toBe(budget.usable);
        expect(sumOf(parts)).toBe(budget.usable + shortOf(budget.headroom));
        const { headroom, ...counts } = budget;
        expect(headroom).toBe(headroomOf(budget));
        const numbers = Object.values(counts).filter((value) => typeof value === "number");
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
        anyChange,
        fc.integer({ min: 0, max: 60 }),
        (sample, target, choice, more) => {
          const one = whatIs(sample, target, choice).budget;
          const larger = whatIs(sample, target, { ...choice, poolSize: one.poolSize + more }).budget;
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

  test("what is recommended, tried, fits at the others' peak and below the role's and the database's limits", () => {
    fc.assert(
      fc.property(anySample, anyTarget, anyPeak, (sample, target, othersPeak) => {
        const known = { othersPeak };
        const { budget } = whatIs(sample, target, {}, known);
        const { kind, maxConnections, poolSize, sums, sentence } = recommendationOf(budget, target);
        expect(kind === "short").toBe(!placesFor(budget) || bindingLimits(budget, budget.pool).length > 0);
        if (maxConnections !== null) {
          const larger = whatIs(sample, target, { maxConnections }, known);
          expect(larger.recommendation.maxConnections).toBeNull();
          expect(placesFor(larger.budget)).toBe(true);
          if (bindingLimits(budget, budget.pool).length === 0)
            expect(larger.recommendation.kind).not.toBe("short");
        }
        if (poolSize !== null) {
          const smaller = whatIs(sample, target, { poolSize }, known);
          expect(smaller.recommendation.kind).not.toBe("short");
        }
        expect(sentence).not.toBe("");
        expect(sums.length).toBe([maxConnections, poolSize].filter((lever) => lever !== null).length);
      }),
    );
  });

  test("the sum's numbers are the fields'", () => {
    fc.assert(
      fc.property(anySample, anyTarget, anyChange, (sample, target, change) => {
        const { sum, ...budget } = whatIs(sample, target, change).budget;
        const [parts = "", result = ""] = sum.split(" = ");
        const total = numbersIn(parts).reduce((all, number) => all + number, 0);
        expect(total).toBe(budget.electricOpen + budget.electricClaimed + budget.othersTotal);
        const [ofAll, usable, ...rest] = numbersIn(result);
        expect([ofAll, usable]).toEqual([total, budget.usable]);
        if (budget.headroom === 0) expect(sum).toMatch(/: none left$/);
        else expect(rest.at(-1)).toBe(Math.abs(budget.usable - total));
        if (budget.reserved > 0) expect(rest.slice(0, 2)).toEqual([budget.maxConnections, budget.reserved]);
      }),
    );
  });
});

test("a server of fewer places than its sessions is short of what finds none", () => {
  const { budget, sentence } = whatIs(aSample, defaultTarget, { maxConnections: 10 });
  expect(budget).toMatchObject({ electricOpen: 4, electricClaimed: 16, othersTotal: 6, own: 0, short: 19 });
  expect(sentence).toBe("A pool of 20 does not fit: 20 for Electric + 6 others = 26 of 7 usable, 19 short.");
});

test("without its pooled URL Electric no longer comes through the pooler; with it, that comes on top", () => {
  const pooled = { ...defaultTarget, pooled: true };
  const sample = sampleWith((s) => {
    s.activity.groups = [aGroup("", 9, { role: "electric" }), aGroup("web", 6)];
  });
  const today = whatIs(sample, pooled, {});
  expect(today.budget).toMatchObject({ electricOpen: 4, othersTotal: 11, sharedRole: 0 });
  expect(today.budget.others).toContainEqual({ label: "electric, through the pooler", count: 5 });
  expect(today.sentence).toContain("What the pooler opens comes on top.");
  expect(whatIs(sample, pooled, { pooled: false }).budget).toMatchObject({ pool: 20, othersTotal: 6 });
});

test("with slots of their own each instance holds everything, and an application that shares the role is none", () => {
  const distinct = { ...defaultTarget, instances: 2, deploy: "distinct-slots" as const };
  const sample = sampleWith((s) => {
    s.activity.groups = [aGroup("", 45, { role: "electric" })];
  });
  expect(budgetOf(sample, distinct)).toMatchObject({ pool: 40, electricOpen: 24, othersTotal: 21 });
  const both = sampleWith((s) => {
    s.activity.groups = [aGroup("", 45, { role: "electric" })];
    if (Array.isArray(s.slots) && s.slots[0]) s.slots.push({ ...s.slots[0], name: "electric_slot_two" });
  });
  expect(budgetOf(both, distinct)).toMatchObject({ electricOpen: 40, othersTotal: 5, deployPeak: 80 });
  const none = sampleWith((s) => {
    s.slots = [];
    s.electricLock = { holderPid: null, holderRole: null, waiting: 0 };
    s.activity.groups = [aGroup("", 45, { role: "electric" })];
  });
  expect(budgetOf(none, distinct)).toMatchObject({ electricOpen: 8, othersTotal: 37 });
});

test("a CONNECTION LIMIT that is in the way is said, with what it has to be", () => {
  const limited = sampleWith((s) => {
    if (s.role) s.role.connectionLimit = 10;
  });
  const { sentence, recommendation } = whatIs(limited, defaultTarget, {});
  expect(sentence).toBe(
    "A pool of 20 does not fit below the CONNECTION LIMIT of role electric: 20 for Electric + 0 others that count against it, of 10.",
  );
  expect(recommendation).toMatchObject({ kind: "short", maxConnections: null, poolSize: 8 });
  expect(recommendation.sentence).toBe(
    "Set Electric's pool to 8. For a pool of 20, raise the CONNECTION LIMIT of role electric from 10 to 24.",
  );
});

test("a limit that only a deploy is in need of is tight", () => {
  const limited = sampleWith((s) => {
    if (s.role) s.role.connectionLimit = 20;
  });
  const { budget, recommendation } = whatIs(limited, defaultTarget, {});
  expect(budget.limits.role).toBe(20);
  expect(recommendation).toMatchObject({ kind: "tight", maxConnections: null });
  expect(recommendation.sentence).toContain("raise the CONNECTION LIMIT of role electric from 20 to 24");
});

test("where a small server alone is the matter, the pool is not blamed", () => {
  const small = sampleWith((s) => {
    s.server.maxConnections = 40;
  });
  const target = { ...defaultTarget, poolSize: 2 };
  expect(whatIs(small, target, {}).recommendation).toMatchObject({
    kind: "tight",
    sentence: "Set max_connections to 50.",
    poolSize: null,
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
