import fc from "fast-check";
import { expect, test } from "vitest";
import { maxConnectionsAdvice, type AdviceFacts } from "./max-connections";

const facts = (change: Partial<AdviceFacts> = {}): AdviceFacts => ({
  poolSize: 20,
  pool: 20,
  deployPeak: 24,
  reserved: 3,
  othersPeak: 9,
  ...change,
});

test.each([
  ["three times the pool", {}, 60, "60 = 3 × the pool of 20."],
  [
    "a fifth that stays free",
    { othersPeak: 50 },
    100,
    "91 = (20 for Electric + 50 others at their peak) ÷ 0.8 + 3 reserved; 100 in round tens.",
  ],
  [
    "a deploy",
    { deployPeak: 40, othersPeak: 40 },
    90,
    "83 = 40 for Electric during a deploy + 40 others at their peak + 3 reserved; 90 in round tens.",
  ],
  [
    "half of what is usable, with a pooler before the snapshots",
    { poolSize: 40, pool: 4, deployPeak: 8 },
    90,
    "83 = 2 × the pool of 40 + 3 reserved; 90 in round tens.",
  ],
  [
    "a server that is large enough for Electric at all",
    { poolSize: 4, pool: 4, deployPeak: 5, othersPeak: 0 },
    50,
    "50 is the least for Electric beside an application.",
  ],
  [
    "the rules alone where the sessions could not be seen",
    { othersPeak: null },
    60,
    "60 = 3 × the pool of 20; who holds connections now could not be seen.",
  ],
] as const)("the advice names the rule that decides: %s", (_rule, change, value, sum) => {
  expect(maxConnectionsAdvice(facts(change))).toEqual({ value, sum });
});

test("the first number of the sum is what is advised, but for round tens", () => {
  const any = fc.record({
    poolSize: fc.integer({ min: 1, max: 80 }),
    pool: fc.integer({ min: 1, max: 320 }),
    deployPeak: fc.integer({ min: 1, max: 640 }),
    reserved: fc.nat(20),
    othersPeak: fc.option(fc.nat(400)),
  });
  fc.assert(
    fc.property(any, (of) => {
      const { value, sum } = maxConnectionsAdvice(of);
      const first = Number(/^\d+/.exec(sum)?.[0]);
      expect(value).toBe(Math.ceil(first / 10) * 10);
    }),
  );
});
