import { budgetOf } from "@/lib/budget/budget";
import type { Live } from "@/lib/live/schema";
import { aSample } from "@/lib/sample/fixture";
import type { Sample } from "@/lib/sample/schema";
import { defaultTarget } from "@/lib/target/schema";
import type { CheckReading, DatabaseReading } from "./reading";

/** The moment at which the fixture's sample was taken, ms since 1970. */
export const NOW = Date.parse("2026-11-30T14:00:00.000Z");

/** A live event of now with the good sample, for tests. */
export function aLive(change: Partial<Live> = {}, sample: Sample = aSample): Live {
  return {
    databaseId: "00000000-0000-4000-8000-000000000001",
    state: "sampling",
    everyMs: 1000,
    held: true,
    sampledAt: new Date(NOW).toISOString(),
    budget: budgetOf(sample, defaultTarget),
    sessionsPerSecond: null,
    trouble: null,
    heartbeat: null,
    electric: null,
    nextTryAt: null,
    sentAt: new Date(NOW).toISOString(),
    sample,
    ...change,
  };
}

/** A check run that found all well, for tests. */
export const aCheck: CheckReading = {
  at: NOW,
  reached: true,
  verdict: "ready",
  verdictBefore: null,
  statuses: { "slot.lag": "pass" },
  next: null,
  changed: null,
};

/** A database on which all is well, for tests. */
export const aReading = (change: Partial<DatabaseReading> = {}): DatabaseReading => ({
  id: "00000000-0000-4000-8000-000000000001",
  name: "Orders",
  role: "electric",
  slot: "electric_slot_default",
  live: aLive(),
  check: aCheck,
  trend: [],
  ...change,
});
