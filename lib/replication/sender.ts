import type { Slot, WalSender } from "@/lib/snapshot/replication";
import { isUnseen } from "@/lib/snapshot/seen";
import type { SlotFacts } from "./facts";

/** Returns the walsender that reads a slot; undefined where none does, or walsenders are closed. */
export function senderOf(
  { activePid }: Pick<Slot, "activePid">,
  { walSenderList }: Pick<SlotFacts, "walSenderList">,
): WalSender | undefined {
  if (activePid === null || walSenderList === undefined || isUnseen(walSenderList)) return undefined;
  return walSenderList.find(({ pid }) => pid === activePid);
}

/** Returns what reads a slot: process, role, name and address, as far as they may be seen. */
export function readerText(slot: Slot, facts: Pick<SlotFacts, "walSenderList">): string {
  const sender = senderOf(slot, facts);
  const role = slot.activeRole ?? sender?.role ?? null;
  const name = sender?.applicationName ?? "";
  const details = [
    role ?? "role unknown",
    ...(name === "" ? [] : [name]),
    sender?.address ?? "address unknown",
  ];
  return `process ${slot.activePid ?? "unknown"} (${details.join(", ")})`;
}
