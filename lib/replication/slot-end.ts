import { isLost } from "@/lib/checks/slot/lost";
import type { Slot } from "@/lib/snapshot/replication";
import { isUnseen } from "@/lib/snapshot/seen";
import type { Target } from "@/lib/target/schema";
import { bytes, count } from "@/lib/text/words";
import type { SlotFacts } from "./facts";

/** Costs of a slot's end, and what it gives back, each as sentences. */
export type SlotEnd = { costs: string[]; frees: string[] };

/** The WAL that goes with a slot: Postgres keeps from the oldest restart_lsn of all slots on. */
function freedText(slot: Slot, others: readonly Slot[]): string {
  if (slot.retainedBytes === null || isLost(slot))
    return "It frees no WAL: Postgres keeps none for it any more.";
  const [next] = others
    .filter((other) => !isLost(other) && other.retainedBytes !== null)
    .toSorted((one, other) => (other.retainedBytes ?? 0) - (one.retainedBytes ?? 0));
  const kept = next?.retainedBytes ?? 0;
  const freed = Math.max(0, slot.retainedBytes - kept);
  if (next === undefined)
    return `It frees up to ${bytes(freed)} of WAL at the next checkpoint; no other slot keeps any.`;
  return freed === 0
    ? `It frees no WAL now: slot ${next.name} keeps ${bytes(kept)}, from an earlier position.`
    : `It frees up to ${bytes(freed)} of WAL at the next checkpoint; then slot ${next.name} keeps the most, ${bytes(kept)}.`;
}

/**
 * Returns what the end of the target's slot means: Electric makes a slot anew and purges every shape (Electric 1.7.12,
 * connection/manager.ex 798-808; observed on 15 and 17), and Postgres lets go of what it kept. `waits` counts the
 * transactions that its new slot waits for.
 */
export function slotEndOf(slot: Slot, facts: SlotFacts, target: Target, waits: number): SlotEnd {
  const others = isUnseen(facts.slots) ? [] : facts.slots.filter(({ name }) => name !== slot.name);
  const costs = [
    "Electric purges every shape and builds each again from its table.",
    "Every client gets 409 must-refetch and fetches all its rows again.",
    ...(target.strategy === "manual"
      ? []
      : ["If the slot is lost, Electric also drops and recreates its publication."]),
    ...(slot.failover === true ? ["The new slot is not a failover slot; Electric never creates one."] : []),
    ...(waits > 0
      ? [`The new slot waits for ${count(waits, "open transaction")}; until then Electric serves no shape.`]
      : []),
  ];
  const age = slot.catalogXminAge ?? null;
  return {
    costs,
    frees: [
      freedText(slot, others),
      `It frees one replication slot${slot.active ? " and one walsender" : ""}, until Electric starts again.`,
      ...(age === null
        ? []
        : [
            `Vacuum may remove catalogue rows of the last ${count(age, "transaction")}, as far as this slot kept them.`,
          ]),
    ],
  };
}
