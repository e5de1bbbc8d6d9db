import type { Slot } from "@/lib/snapshot/replication";
import type { Known } from "../known";

const MB = 1024 ** 2;

/** Less growth than a WAL segment, or in less time than this, tells nothing: a large transaction is confirmed at its end. */
export const LEAST_GROWTH = 16 * MB;
const LEAST_STANDING_MS = 60_000;

/** WAL that came while a slot stood. */
export type Growth = { bytes: number; ms: number };

/**
 * Returns how much more WAL is kept than at the visit before, at which the slot stood exactly where it stands now; null
 * where it moved. A connected Electric confirms also while nothing is written to its tables: the server's keepalives
 * move it on (Electric 1.7.12, postgres/replication_client.ex 465-497), so that a slot that stands is one that is stuck.
 */
export function grownWhileStanding(slot: Slot, before: Known["slot"], takenAt: string): Growth | null {
  if (before?.name !== slot.name || slot.confirmedFlushLsn === null) return null;
  if (before.confirmedFlushLsn !== slot.confirmedFlushLsn) return null;
  if (before.retainedBytes === null || slot.retainedBytes === null) return null;
  const bytes = slot.retainedBytes - before.retainedBytes;
  const ms = Date.parse(takenAt) - Date.parse(before.at);
  return bytes >= LEAST_GROWTH && ms >= LEAST_STANDING_MS ? { bytes, ms } : null;
}
