import { deadlinesOf } from "@/lib/checks/slot/deadlines";
import { isLost } from "@/lib/checks/slot/lost";
import type { WalOutlook } from "@/lib/history/wal";
import type { Slot } from "@/lib/snapshot/replication";
import { bytes, span } from "@/lib/text/words";
import type { SlotFacts } from "./facts";

const HOUR_MS = 3_600_000;
/** Beyond this a time to exhaustion is a guess about another year. */
const YEAR_MS = 365 * 24 * HOUR_MS;

/** The WAL kept for a slot beside what may be kept for it. */
export type WalBudget = {
  /** Of max_slot_wal_keep_size; null without a limit. */
  percent: number | null;
  /** "64 kB of 10 GB kept (1 %)." */
  kept: string;
  /** When the limit is reached, or why that is not known. */
  exhaustion: string;
};

const hourly = (bytesPerMs: number): string => bytes(Math.round(bytesPerMs * HOUR_MS));

function keptText(retained: number | null, keep: number | null, percent: number | null): string {
  if (retained === null) return "How much WAL is kept is unknown.";
  return keep === null || percent === null
    ? `${bytes(retained)} of WAL kept, without a limit (max_slot_wal_keep_size is -1).`
    : `${bytes(retained)} of ${bytes(keep)} kept (${Math.round(percent)} %, max_slot_wal_keep_size).`;
}

/** Returns what a rate of writing means for a slot that moves on, and would stand without Electric. */
function ifElectricStops(left: number, bytesPerMs: number): string {
  const inMs = bytesPerMs === 0 ? Infinity : left / bytesPerMs;
  const rate = `at ${hourly(bytesPerMs)} of WAL an hour`;
  return inMs > YEAR_MS
    ? `If Electric stops, the limit is more than a year away ${rate}.`
    : `If Electric stops, the limit is reached in about ${span(inMs)} ${rate}.`;
}

function exhaustionText(slot: Slot, facts: SlotFacts, outlook: WalOutlook | null): string {
  const keep = facts.server.maxSlotWalKeepBytes;
  if (isLost(slot)) return "The slot is lost already.";
  if (keep === null) return "Nothing ends it but a full disk; Headroom cannot see the size of the disk.";
  if (outlook !== null && outlook.exhaustedInMs !== null && outlook.bytesPerSecond !== null)
    return `The limit is reached in about ${span(outlook.exhaustedInMs)}, at ${hourly(outlook.bytesPerSecond / 1000)} more an hour.`;
  const standing = deadlinesOf(slot, facts, facts.before.slot).find(({ cause }) => cause === "kept WAL");
  if (standing !== undefined && standing.inMs !== null)
    return `The limit is reached in about ${span(standing.inMs)}: ${standing.why}.`;
  const left = Math.max(0, slot.safeWalBytes ?? keep - Math.max(0, slot.retainedBytes ?? 0));
  const rate = facts.before.walRate;
  if (rate === null) return "Time to exhaustion: not known yet. Two check runs a minute apart tell it.";
  if (slot.active) return ifElectricStops(left, rate.bytesPerMs);
  return `${bytes(left)} are left; WAL is written at ${hourly(rate.bytesPerMs)} an hour.`;
}

/**
 * Returns the WAL kept for a slot beside its budget, and when that is used up: by the growth of the last hour, by two check
 * runs between which the slot stood, or by the pace at which WAL was written between them. `outlook` is null without history.
 */
export function walBudgetOf(slot: Slot, facts: SlotFacts, outlook: WalOutlook | null): WalBudget {
  const keep = facts.server.maxSlotWalKeepBytes;
  const retained = slot.retainedBytes === null ? null : Math.max(0, slot.retainedBytes);
  const percent =
    keep === null || retained === null
      ? null
      : keep === 0
        ? retained > 0
          ? 100
          : 0
        : (100 * retained) / keep;
  return {
    percent,
    kept: keptText(retained, keep, percent),
    exhaustion: exhaustionText(slot, facts, outlook),
  };
}
