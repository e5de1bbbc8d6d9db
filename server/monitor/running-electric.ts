import "server-only";
import type { Live } from "@/lib/live/schema";
import type { ElectricMetrics } from "@/lib/running/metrics";
import type { Running, RunningState } from "@/lib/running/schema";
import { standingOf } from "@/lib/running/standing";
import { changeText, stateOf } from "@/lib/running/state";
import { isUnseen } from "@/lib/snapshot/seen";
import type { ElectricSeen } from "@/lib/snapshot/schema";

type Heard = {
  state: RunningState;
  version: string | null;
  failure: string | null;
  metrics: ElectricMetrics | null;
  /** Start of this state and last poll, ms since 1970. */
  since: number;
  at: number;
};

/** The running Electric of one database: its own word at each poll, and whether its slot moves. */
export class RunningElectric {
  #heard: Heard | null = null;
  #slot: { lsn: string; since: number } | null = null;

  /** Takes the answer of a poll, and returns what changed, for the charts; null where nothing did. */
  hear(seen: ElectricSeen, metrics: ElectricMetrics | null, now = Date.now()): string | null {
    const before = this.#heard;
    const state = stateOf(seen);
    const version = seen.version ?? (state === "silent" ? (before?.version ?? null) : null);
    const since = before?.state === state ? before.since : now;
    const foreign = state === "foreign" ? `HTTP ${seen.httpStatus}` : null;
    this.#heard = { state, version, failure: seen.failure ?? foreign, metrics, since, at: now };
    if (before === null) return null;
    return (
      [changeText(before, this.#heard), purgeText(before.metrics, metrics)].filter(Boolean).join(", ") || null
    );
  }

  /** Takes a sample: a slot whose confirmed position stays while WAL is behind it stands still. */
  look(sample: Live["sample"], slotName: string, now = Date.now()): void {
    const slots = sample === null || isUnseen(sample.slots) ? [] : sample.slots;
    const slot = slots.find(({ name }) => name === slotName);
    const lsn = slot?.confirmedFlushLsn ?? null;
    if (slot === undefined || lsn === null || (slot.lagBytes ?? 0) <= 0) this.#slot = null;
    else if (this.#slot?.lsn !== lsn) this.#slot = { lsn, since: now };
  }

  /** Returns how it stands beside a sample and its budget; null before the first poll. */
  standing(
    { sample, budget }: Pick<Live, "sample" | "budget">,
    slot: string,
    now = Date.now(),
  ): Running | null {
    const heard = this.#heard;
    if (heard === null) return null;
    const { state, version, failure, metrics, since, at } = heard;
    const stillMs = this.#slot === null ? 0 : now - this.#slot.since;
    const known = { state, failure, forMs: now - since, sample, budget, slot, stillMs, metrics };
    return {
      state,
      version,
      since: new Date(since).toISOString(),
      checkedAt: new Date(at).toISOString(),
      shapes: metrics?.shapes ?? null,
      ...standingOf(known),
    };
  }

  forget(): void {
    this.#heard = null;
    this.#slot = null;
  }
}

/** Returns that all shapes went at once, as after a lost slot; null where they did not. */
function purgeText(before: ElectricMetrics | null, now: ElectricMetrics | null): string | null {
  const [was, is] = [before?.shapes ?? 0, now?.shapes ?? null];
  return was > 0 && is === 0 ? `Electric dropped its shapes (${was} → 0)` : null;
}
