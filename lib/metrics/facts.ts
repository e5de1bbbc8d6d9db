import { freshnessOf } from "@/lib/live/freshness";
import type { Budget } from "@/lib/budget/schema";
import type { Status } from "@/lib/checks/finding";
import type { Verdict } from "@/lib/checks/verdict";
import type { LiveState } from "@/lib/live/schema";
import type { RunningState } from "@/lib/running/schema";
import type { SampledSlot } from "@/lib/sample/schema";

/** Connections of a sample: of a budget in memory, or of a point in the store. */
export type Numbers = Pick<
  Budget,
  "maxConnections" | "usable" | "electricOpen" | "electricClaimed" | "othersTotal" | "own"
> & { othersPeak: number | null };

/** The newest sample of a database. */
export type SampleFacts = {
  /** When it was received, ms since 1970. */
  at: number;
  /** The pace at which it was taken, ms. */
  everyMs: number;
  /** Null where the role that watches may not see the connections. */
  numbers: Numbers | null;
  /** Electric's slot: null where there is none, "unseen" where slots may not be read or another replica holds the sample. */
  slot:
    | Pick<SampledSlot, "active" | "walStatus" | "safeWalBytes" | "retainedBytes" | "lagBytes">
    | "unseen"
    | null;
};

/** All facts from which the metrics of one watched database are made. */
export type DatabaseFacts = {
  id: string;
  name: string;
  group: string;
  /** Whether an admin wants it to be watched. */
  isWatched: boolean;
  /** The state of its watching; null where another replica watches it. */
  state: LiveState | null;
  sample: SampleFacts | null;
  /** State of the running Electric by its own word; null where its address is not known, or another replica asks it. */
  electric: RunningState | null;
  /** The latest check run; null where none was made. */
  check: { at: number; verdict: Verdict; counts: Partial<Record<Status, number>> } | null;
  /** The moment of the scrape, ms since 1970. */
  now: number;
};

export const SAMPLE_STATES = ["fresh", "late", "none"] as const;
export type SampleState = (typeof SAMPLE_STATES)[number];

/** Returns whether there is a sample of now. A try that failed since the last sample leaves none, whatever that one's age. */
export function sampleStateOf({ state, sample, now }: DatabaseFacts): SampleState {
  if (sample === null || (state !== null && state !== "sampling")) return "none";
  const freshness = freshnessOf(Math.max(0, now - sample.at), sample.everyMs);
  return freshness === "stale" ? "none" : freshness;
}

/** Returns the sample of now, null where there is none: what was true once is no data. */
export const currentSample = (facts: DatabaseFacts): SampleFacts | null =>
  sampleStateOf(facts) === "none" ? null : facts.sample;

/** Returns the connections of now, null where they are not known. */
export const numbersOf = (facts: DatabaseFacts): Numbers | null => currentSample(facts)?.numbers ?? null;

/** Returns Electric's slot of now; undefined where it is not known whether there is one. */
export function slotOf(facts: DatabaseFacts): Exclude<SampleFacts["slot"], "unseen"> | undefined {
  const slot = currentSample(facts)?.slot;
  return slot === "unseen" ? undefined : slot;
}

/**
 * Returns whether Electric is active: by its own word where its address is known, else by a session that streams from its slot. Null
 * where neither is known, and where it has no slot yet, as the alert rule judges it (lib/alerts/kinds/electric-not-active.ts).
 */
export function isElectricActive(facts: DatabaseFacts): boolean | null {
  if (facts.electric !== null) return facts.electric === "active";
  return slotOf(facts)?.active ?? null;
}
