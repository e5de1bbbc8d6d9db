import { slotName } from "@/lib/electric/names";
import type { Slot } from "@/lib/snapshot/replication";
import type { Target } from "@/lib/target/schema";

/** Returns Electric's own slot, of any database, or undefined: it takes no further place among slots or walsenders. */
export function ownSlot(slots: readonly Slot[], target: Target): Slot | undefined {
  return slots.find(({ name }) => name === slotName(target.streamId));
}
