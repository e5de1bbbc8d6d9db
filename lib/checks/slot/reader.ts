import type { ElectricLock } from "@/lib/snapshot/activity";
import type { Slot } from "@/lib/snapshot/replication";
import { isUnseen, type Unseen } from "@/lib/snapshot/seen";
import type { Target } from "@/lib/target/schema";

/** The kinds of session that can read the target's slot; `hidden` where the visiting role may not see which. */
export type Reader = "electric" | "electric of another role" | "foreign role" | "no lock" | "hidden";

type Read = Pick<Slot, "activePid" | "activeRole">;

/**
 * Returns which kind of session reads an active slot: Electric holds an advisory lock of the slot's name on the same
 * connection (Electric 1.7.12, postgres/replication_client.ex 160-180).
 */
export function readerOf(slot: Read, lock: ElectricLock | Unseen, { role }: Pick<Target, "role">): Reader {
  const isOwnRole = slot.activeRole === null || slot.activeRole === role;
  if (isUnseen(lock)) {
    if (!isOwnRole) return "foreign role";
    return slot.activeRole === null ? "hidden" : "electric";
  }
  if (lock.holderPid === null || lock.holderPid !== slot.activePid) return "no lock";
  return isOwnRole ? "electric" : "electric of another role";
}
