import { slotName } from "@/lib/electric/names";
import { isUnseen } from "@/lib/snapshot/seen";
import type { Snapshot } from "@/lib/snapshot/schema";
import type { Target } from "@/lib/target/schema";

/** Past of a database beside what a visit sees. Empty on the command line, which has no past. */
export type Known = {
  /** The most connections that the others held over the last week, and when (ISO). */
  othersPeak?: { count: number; at: string };
  /** Electric's slot as the visit before saw it, and when (ISO). */
  slot?: { name: string; retainedBytes: number | null; confirmedFlushLsn: string | null; at: string };
};

/** Returns what a visit saw of the target's slot, for the check after it; nothing where it saw none. */
export function slotKnown(previous: Snapshot | null | undefined, target: Target): Pick<Known, "slot"> {
  if (!previous?.reached || isUnseen(previous.slots)) return {};
  const slot = previous.slots.find(({ name }) => name === slotName(target.streamId));
  if (slot === undefined) return {};
  const { name, retainedBytes, confirmedFlushLsn } = slot;
  return { slot: { name, retainedBytes, confirmedFlushLsn, at: previous.takenAt } };
}
