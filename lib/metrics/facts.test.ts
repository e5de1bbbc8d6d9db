import { describe, expect, test } from "vitest";
import {
  currentSample,
  isElectricActive,
  numbersOf,
  sampleStateOf,
  slotOf,
  type DatabaseFacts,
} from "./facts";

const NUMBERS = {
  maxConnections: 100,
  usable: 97,
  electricOpen: 0,
  electricClaimed: 22,
  othersTotal: 5,
  own: 1,
  othersPeak: null,
};
const SLOT = { active: true, walStatus: null, safeWalBytes: null, retainedBytes: 0, lagBytes: 0 };
const NOW = 1_000_000;

const facts = (more: Partial<DatabaseFacts> = {}): DatabaseFacts => ({
  id: "a",
  name: "orders",
  group: "",
  isWatched: true,
  state: "sampling",
  sample: { at: NOW - 1_000, everyMs: 5_000, numbers: NUMBERS, slot: SLOT },
  electric: null,
  check: null,
  now: NOW,
  ...more,
});
const sampledAt = (ageMs: number) => ({
  sample: { at: NOW - ageMs, everyMs: 5_000, numbers: NUMBERS, slot: SLOT },
});

describe("the sample of now", () => {
  test("is one that is fresh, also where another replica watches", () => {
    expect(sampleStateOf(facts())).toBe("fresh");
    expect(sampleStateOf(facts({ state: null }))).toBe("fresh");
    expect(numbersOf(facts())).toEqual(NUMBERS);
  });

  test("is none where it is old, missing, or a try failed since", () => {
    for (const more of [sampledAt(3_600_000), { sample: null }, { state: "unreachable" as const }]) {
      expect(sampleStateOf(facts(more))).toBe("none");
      expect(currentSample(facts(more))).toBeNull();
      expect(numbersOf(facts(more))).toBeNull();
      expect(slotOf(facts(more))).toBeUndefined();
    }
  });

  test("of a clock that is ahead is of now", () => {
    expect(sampleStateOf(facts(sampledAt(-60_000)))).toBe("fresh");
  });
});

describe("Electric's activity", () => {
  test("is what it says itself, before what its slot shows", () => {
    expect(isElectricActive(facts({ electric: "active" }))).toBe(true);
    expect(isElectricActive(facts({ electric: "starting" }))).toBe(false);
  });

  test("is that of its slot, and not known without one", () => {
    const withSlot = (slot: NonNullable<DatabaseFacts["sample"]>["slot"]) =>
      isElectricActive(facts({ sample: { at: NOW, everyMs: 5_000, numbers: null, slot } }));
    expect(withSlot(SLOT)).toBe(true);
    expect(withSlot({ ...SLOT, active: false })).toBe(false);
    expect(withSlot(null)).toBeNull();
    expect(withSlot("unseen")).toBeNull();
  });

  test("is not known of a slot that may not be read", () => {
    const sample = { at: NOW, everyMs: 5_000, numbers: null, slot: "unseen" as const };
    expect(slotOf(facts({ sample }))).toBeUndefined();
    expect(slotOf(facts({ sample: { ...sample, slot: null } }))).toBeNull();
  });
});
