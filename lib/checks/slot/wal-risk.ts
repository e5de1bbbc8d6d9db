import type { Slot } from "@/lib/snapshot/replication";
import { isLost } from "./lost";

/** Below this part of max_slot_wal_keep_size what may still be written is little. */
export const LOW = 0.2;

/** How near a slot is to its end by WAL alone, the nearest first. */
export type WalRisk = "lost" | "unreserved" | "extended" | "little left" | "none";

type Kept = Pick<Slot, "walStatus" | "invalidationReason" | "safeWalBytes">;

/** Returns how near a slot is to its end by the WAL kept for it; `keep` is max_slot_wal_keep_size in bytes, null without a limit. */
export function walRiskOf(slot: Kept, keep: number | null): WalRisk {
  if (isLost(slot)) return "lost";
  if (slot.walStatus === "unreserved" || slot.walStatus === "extended") return slot.walStatus;
  return slot.safeWalBytes !== null && keep !== null && slot.safeWalBytes < keep * LOW
    ? "little left"
    : "none";
}
