import { expect, test } from "vitest";
import { budgetOf } from "@/lib/budget/budget";
import { aGroup, aSample, sampleWith } from "@/lib/sample/fixture";
import type { Sample } from "@/lib/sample/schema";
import { defaultTarget } from "@/lib/target/schema";
import { pointOf } from "./point";
import { pointSchema } from "./schema";

const SLOT = "electric_slot_default";
const point = (sample: Sample, slot = SLOT) =>
  pointOf({ sample, budget: budgetOf(sample, defaultTarget), sessionsPerSecond: 1.5 }, slot);

test("a point has the numbers of the budget and of Electric's slot", () => {
  expect(pointSchema.parse(point(aSample))).toEqual({
    maxConnections: 100,
    usable: 97,
    electricOpen: 20,
    electricClaimed: 0,
    own: 1,
    free: 70,
    short: 0,
    othersTotal: 6,
    others: { web: 6 },
    walRetainedBytes: 65_536,
    walLagBytes: 1024,
    sessionsPerSecond: 1.5,
  });
});

test("at most the eight largest applications are named, and the total has all", () => {
  const sample = sampleWith(({ activity }) => {
    activity.groups = Array.from({ length: 12 }, (_, i) => aGroup(`app${i}`, i + 1));
  });
  const made = point(sample);
  expect(made?.othersTotal).toBe(78);
  expect(made?.others).toEqual({
    app11: 12,
    app10: 11,
    app9: 10,
    app8: 9,
    app7: 8,
    app6: 7,
    app5: 6,
    app4: 5,
  });
});

test("WAL is unknown without the slot and where slots may not be seen, never nothing", () => {
  const unseen = sampleWith((sample) => void (sample.slots = { unseen: true, grant: "" }));
  expect(point(unseen)).toMatchObject({ walRetainedBytes: null, walLagBytes: null });
  expect(point(aSample, "electric_slot_blue")).toMatchObject({ walRetainedBytes: null, walLagBytes: null });
});

test("there is no point without a sample, or without sessions that could be seen", () => {
  const budget = budgetOf(aSample, defaultTarget);
  expect(pointOf({ sample: null, budget, sessionsPerSecond: null }, SLOT)).toBeNull();
  expect(pointOf({ sample: aSample, budget: null, sessionsPerSecond: null }, SLOT)).toBeNull();
});
