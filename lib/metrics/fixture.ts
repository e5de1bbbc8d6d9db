import type { DatabaseFacts, SampleFacts } from "./facts";

/** The moment of the fixture's scrape, ms since 1970. */
export const NOW = Date.parse("2026-11-30T14:00:00.000Z");

/** A sample of now on which all is well, for tests: 100 connections, Electric with its pool of 20, others with 6. */
export const aSampleFact: SampleFacts = {
  at: NOW - 1_000,
  everyMs: 1_000,
  numbers: {
    maxConnections: 100,
    usable: 97,
    electricOpen: 18,
    electricClaimed: 2,
    othersTotal: 6,
    othersPeak: 9,
    own: 1,
  },
  slot: {
    active: true,
    walStatus: "reserved",
    safeWalBytes: 8_589_934_592,
    retainedBytes: 65_536,
    lagBytes: 1_024,
  },
};

/** A watched database on which all is well, for tests. */
export const someFacts = (change: Partial<DatabaseFacts> = {}): DatabaseFacts => ({
  id: "00000000-0000-4000-8000-000000000001",
  name: "Orders",
  group: "shop",
  isWatched: true,
  state: "sampling",
  sample: aSampleFact,
  electric: null,
  check: { at: NOW - 60_000, verdict: "ready with warnings", counts: { pass: 70, warn: 2 } },
  now: NOW,
  ...change,
});
