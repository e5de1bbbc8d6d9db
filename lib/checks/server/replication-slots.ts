import { displayName, quoteLiteral } from "@/lib/postgres/identifier";
import type { Slot } from "@/lib/snapshot/replication";
import { isUnseen } from "@/lib/snapshot/seen";
import type { Target } from "@/lib/target/schema";
import { defineCheck } from "../define";
import { fail, pass, unknown, warn, type Way } from "../finding";
import { ownSlot } from "./own-slot";
import { enoughOf, parameterWay, pendingText } from "./pending";

/** Slots without a reader keep WAL and a place: the first candidates to go. */
function dropWays(slots: readonly Slot[]): Way[] {
  const idle = slots.filter(({ active, temporary, synced }) => !active && !temporary && synced !== true);
  if (idle.length === 0) return [];
  return [
    {
      says: `Drop slots that are not needed any more; inactive now: ${idle.map(({ name }) => displayName(name)).join(", ")}.`,
      sql: [
        "-- only those that are not needed",
        ...idle.map(({ name }) => `SELECT pg_drop_replication_slot(${quoteLiteral(name)});`),
      ].join("\n"),
    },
  ];
}

/** Returns how the places for slots are taken, and the max_replication_slots that leave Electric two: one for its deploy. */
export function slotPlaces(slots: readonly Slot[], max: number, target: Target) {
  const own = ownSlot(slots, target);
  const used = slots.length;
  const others = used - (own === undefined ? 0 : 1);
  const free = Math.max(0, max - used) + (own === undefined ? 0 : 1);
  return { own, used, others, free, least: others + 2, advised: Math.max(10, others + 2) };
}

export const serverReplicationSlots = defineCheck({
  id: "server.replication_slots",
  title: "A replication slot is free",
  why: "Electric needs one slot for each stream id. When all are in use it retries without end, and every shape is answered with 503.",
  source: "Electric 1.7.12 observed, “all replication slots are in use” (53400); PostgreSQL docs 20.6.1",
  worst: "fail",
  act: { says: "Free a replication slot", page: "replication" },
  urgency: 110,
  foretells: ["create slot"],
  judge(snapshot, target) {
    const { server, slots } = snapshot;
    if (isUnseen(slots))
      return unknown({ found: "The replication slots could not be seen.", grant: slots.grant });
    const max = server.maxReplicationSlots;
    const { own, used, others, free, least, advised } = slotPlaces(slots, max, target);
    const found = `${free} for Electric${own === undefined ? "" : ", its own included"} (${used} of ${max} in use)`;
    if (free >= 2) return pass(`${found}.`);
    const told = {
      found: `${found}${pendingText(server, "max_replication_slots")}`,
      needed: `max_replication_slots of at least ${least} (${others} others + 2 for Electric)`,
      objects: ["max_replication_slots"],
      ways: [
        parameterWay(
          snapshot,
          "max_replication_slots",
          enoughOf(server, "max_replication_slots", least, advised),
        ),
        ...dropWays(slots.filter((slot) => slot !== own)),
      ],
    };
    return free === 0 ? fail(told) : warn(told);
  },
});
