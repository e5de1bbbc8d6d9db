import type { Slot } from "@/lib/snapshot/replication";
import type { Snapshot } from "@/lib/snapshot/schema";
import { isUnseen } from "@/lib/snapshot/seen";
import type { WalRate } from "./facts";

/** Over less time than this a rate would be noise. */
const LEAST_MS = 60_000;

/** Returns a position of WAL as bytes since its beginning ("1/A0" is 4294967456); null where it is none. */
export function lsnBytes(lsn: string): number | null {
  const [, high, low] = /^([0-9A-F]{1,8})\/([0-9A-F]{1,8})$/i.exec(lsn) ?? [];
  return high === undefined || low === undefined ? null : parseInt(high, 16) * 2 ** 32 + parseInt(low, 16);
}

/** The end of WAL as a slot tells it: its confirmed position and what comes after. */
function endBy({ confirmedFlushLsn, lagBytes }: Slot): number | null {
  const confirmed = confirmedFlushLsn === null ? null : lsnBytes(confirmedFlushLsn);
  return confirmed === null || lagBytes === null ? null : confirmed + lagBytes;
}

/** Returns the end of WAL at a check run, bytes since its beginning; null where no logical slot tells it. */
export function endOfWal(snapshot: Snapshot): number | null {
  if (!snapshot.reached || isUnseen(snapshot.slots)) return null;
  return snapshot.slots.map(endBy).find((end) => end !== null) ?? null;
}

/**
 * Returns how fast WAL was written between two check runs of one server; null where one does not tell, where they lie less than
 * a minute apart, and where WAL went backwards, which is another server.
 */
export function walRateBetween(before: Snapshot | null, now: Snapshot): WalRate | null {
  const [from, to] = [before === null ? null : endOfWal(before), endOfWal(now)];
  if (before === null || from === null || to === null || to < from) return null;
  const overMs = Date.parse(now.takenAt) - Date.parse(before.takenAt);
  return overMs < LEAST_MS ? null : { bytesPerMs: (to - from) / overMs, overMs };
}
