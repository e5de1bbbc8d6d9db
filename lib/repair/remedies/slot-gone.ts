import type { ChangeOf } from "@/lib/repair/changes/schema";
import type { Slot } from "@/lib/snapshot/replication";

/** Returns the change that drops a slot which nothing reads. */
export const slotGone = ({ name, failover }: Slot): ChangeOf<"slot"> => ({
  kind: "slot",
  slot: name,
  from: { failover: failover === true },
  to: null,
  endReader: false,
});
