import { displayName, quoteLiteral } from "@/lib/postgres/identifier";
import { settingWay } from "@/lib/postgres/setting-way";
import type { Slot } from "@/lib/snapshot/replication";
import { isUnseen } from "@/lib/snapshot/seen";
import { defineCheck } from "../define";
import { fail, pass, unknown, warn, type Way } from "../finding";
import { ownSlot } from "./own-slot";

/** Slots that nobody reads keep WAL and a place: the first candidates to go. */
function dropWays(slots: readonly Slot[]): Way[] {
  const idle = slots.filter(({ active, temporary, synced }) => !active && !temporary && synced !== true);
  if (idle.length === 0) return [];
  return [
    {
      says: `Drop slots that nobody needs any more; inactive now: ${idle.map(({ name }) => displayName(name)).join(", ")}.`,
      sql: [
        "-- only those that nobody needs",
        ...idle.map(({ name }) => `SELECT pg_drop_replication_slot(${quoteLiteral(name)});`),
      ].join("\n"),
    },
  ];
}

export const serverReplicationSlots = defineCheck({
  id: "server.replication_slots",
  title: "A replication slot is free",
  why: "Electric needs one slot for each stream id. When all are in use it retries without end, and every shape is answered with 503.",
  source: "Electric 1.7.12 observed, “all replication slots are in use” (53400); PostgreSQL docs 20.6.1",
  worst: "fail",
  judge({ server, slots, connection }, target) {
    if (isUnseen(slots))
      return unknown({ found: "The replication slots could not be seen.", grant: slots.grant });
    const own = ownSlot(slots, target);
    const used = slots.length;
    const max = server.maxReplicationSlots;
    const free = Math.max(0, max - used) + (own === undefined ? 0 : 1);
    const found = `${free} for Electric${own === undefined ? "" : ", its own included"} (${used} of ${max} in use)`;
    if (free >= 2) return pass(`${found}.`);
    const value = used - (own === undefined ? 0 : 1) + 2;
    const told = {
      found,
      needed: `max_replication_slots of at least ${value} (${value - 2} others + 2 for Electric)`,
      objects: ["max_replication_slots"],
      ways: [
        settingWay(connection.provider, "max_replication_slots", Math.max(10, value)),
        ...dropWays(slots.filter((slot) => slot !== own)),
      ],
    };
    return free === 0 ? fail(told) : warn(told);
  },
});
