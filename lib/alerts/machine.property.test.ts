import fc from "fast-check";
import { expect, test } from "vitest";
import { calmState, FLAPPING, step, type AlertState, type Observation, type Policy } from "./machine";

const policy: Policy = {
  forMs: 60_000,
  failureThreshold: 2,
  successThreshold: 2,
  reminderMs: 10 * 60_000,
  sendOnResolved: true,
};

const policies: fc.Arbitrary<Policy> = fc.record({
  forMs: fc.constantFrom(0, 60_000, 600_000),
  failureThreshold: fc.integer({ min: 1, max: 4 }),
  successThreshold: fc.integer({ min: 1, max: 4 }),
  reminderMs: fc.constantFrom(0, 300_000),
  sendOnResolved: fc.constant(true),
});

/** Steps of a clock that mostly goes on, and sometimes jumps by days. */
const ticks = fc.oneof(
  { weight: 9, arbitrary: fc.integer({ min: 0, max: 120_000 }) },
  { weight: 1, arbitrary: fc.integer({ min: -10 * 86_400_000, max: 10 * 86_400_000 }) },
);
const observations = fc.array(
  fc.record({
    status: fc.constantFrom("firing", "quiet", "no-data"),
    counts: fc.boolean(),
    tick: ticks,
    silent: fc.boolean(),
  }),
  { maxLength: 200 },
);

function play(rules: Policy, seen: readonly (Omit<Observation, "now"> & { tick: number })[]) {
  let state: AlertState = calmState(0);
  let now = 1_000_000_000_000;
  return seen.map(({ tick, ...observation }) => {
    now += tick;
    const before = state;
    const made = step(before, rules, { ...observation, now });
    state = made.state;
    return { before, made, now, observation };
  });
}

test("each told alert has exactly one beginning and one end, in this order, whatever the clock does", () => {
  fc.assert(
    fc.property(policies, observations, (rules, seen) => {
      let open = false;
      for (const { made } of play(rules, seen)) {
        if (made.message === "fire") {
          expect(open).toBe(false);
          open = true;
        }
        if (made.message === "remind") expect(open).toBe(true);
        if (made.message === "resolve") {
          expect(open).toBe(true);
          open = false;
        }
        // An alert that was told is open for as long as it fires.
        if (open) expect(made.state.phase).toBe("firing");
        expect(made.state.told).toBe(open);
      }
    }),
  );
});

test("no data neither begins nor ends an alert", () => {
  fc.assert(
    fc.property(policies, observations, (rules, seen) => {
      for (const { before, made, observation } of play(rules, seen))
        if (observation.status === "no-data") {
          expect(made.change).toBeNull();
          expect(made.state.phase).toBe(before.phase);
        }
    }),
  );
});

test("silence sends nothing but the end of what was told", () => {
  fc.assert(
    fc.property(policies, observations, (rules, seen) => {
      for (const { made } of play(
        rules,
        seen.map((each) => ({ ...each, silent: true })),
      ))
        expect(made.message).toBeNull();
      for (const { made, observation } of play(rules, seen))
        if (observation.silent) expect([null, "resolve"]).toContain(made.message);
    }),
  );
});

test("a condition that lasts is told, wherever the clock jumped before", () => {
  fc.assert(
    fc.property(policies, observations, (rules, seen) => {
      const lasting = Array.from({ length: 20 }, () => ({
        status: "firing" as const,
        counts: true,
        tick: 60_000,
        silent: false,
      }));
      expect(play(rules, [...seen, ...lasting]).at(-1)?.made.state).toMatchObject({
        phase: "firing",
        told: true,
      });
    }),
  );
});

test("1,000 flaps in an hour make a bounded number of messages, and the last is the end", () => {
  const flaps = Array.from({ length: 2000 }, (_, i) => ({
    status: i % 2 === 0 ? ("firing" as const) : ("quiet" as const),
    counts: true,
    tick: 1800,
    silent: false,
  }));
  const calm = Array.from({ length: 30 }, () => ({
    status: "quiet" as const,
    counts: true,
    tick: 60_000,
    silent: false,
  }));
  const rules = { ...policy, forMs: 0, failureThreshold: 1, successThreshold: 1, reminderMs: 0 };
  const messages = play(rules, [...flaps, ...calm]).flatMap(({ made }) => made.message ?? []);
  expect(messages.length).toBeLessThanOrEqual(2 * FLAPPING.most);
  expect(messages.at(-1)).toBe("resolve");
});

test("flaps of any rhythm make at most 14 messages in any hour", () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1000, max: 400_000 }), { minLength: 50, maxLength: 400 }),
      (pauses) => {
        const rules = { ...policy, forMs: 0, failureThreshold: 1, successThreshold: 1, reminderMs: 0 };
        const seen = pauses.map((tick, i) => ({
          status: i % 2 === 0 ? ("firing" as const) : ("quiet" as const),
          counts: true,
          tick,
          silent: false,
        }));
        const told = play(rules, seen).flatMap(({ made, now }) => (made.message === null ? [] : [now]));
        for (const from of told)
          expect(told.filter((at) => at >= from && at < from + 3_600_000).length).toBeLessThanOrEqual(14);
      },
    ),
  );
});

test("it fires after the time and the count, reminds until it is acknowledged, and ends after the count", () => {
  const seen = (status: Observation["status"], tick: number) => ({
    status,
    counts: true,
    tick,
    silent: false,
  });
  const told = play(policy, [
    seen("firing", 0),
    seen("firing", 30_000),
    seen("firing", 30_000),
    seen("firing", 600_000),
    seen("quiet", 1000),
    seen("quiet", 1000),
  ]).map(({ made }) => made.message);
  expect(told).toEqual([null, null, "fire", "remind", null, "resolve"]);

  const firing: AlertState = { ...calmState(0), phase: "firing", told: true, toldAt: 0, acknowledged: true };
  const later = { status: "firing" as const, counts: true, now: 3_600_000, silent: false };
  expect(step(firing, policy, later).message).toBeNull();
  expect(step({ ...firing, acknowledged: false }, policy, later).message).toBe("remind");
});

test("an alert that began in silence is told when the silence ends", () => {
  const rules = { ...policy, forMs: 0, failureThreshold: 1 };
  const seen = (silent: boolean) => ({ status: "firing" as const, counts: true, tick: 1000, silent });
  expect(play(rules, [seen(true), seen(true), seen(false)]).map(({ made }) => made.message)).toEqual([
    null,
    null,
    "fire",
  ]);
});
