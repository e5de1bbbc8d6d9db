import { defineEntry } from "../define";

export const slotNotDropped = defineEntry({
  slug: "slot-not-dropped",
  title: "Electric could not drop its slot or publication",
  says: ["Electric"],
  samples: [
    "[error] Failed to execute query: SELECT pg_drop_replication_slot('electric_slot_default');",
    "[warning] Skipping slot drop, pool connection not available",
  ],
  patterns: [
    /failed to execute query: select pg_drop_replication_slot/,
    /skipping slot drop, pool connection not available/,
  ],
  symptom: true,
  meaning:
    "During a reset the slot was still in use or the pool had no connection. An abandoned slot keeps WAL.",
  reaction: "continues",
  electric: "Logs it and goes on; at its next start it uses the slot that there is.",
  steps: [
    {
      says: "Look whether the slot is read again.",
      code: "SELECT slot_name, active, wal_status FROM pg_replication_slots;",
    },
    {
      says: "Drop it where Electric does not come back.",
      code: "SELECT pg_drop_replication_slot('electric_slot_default');",
    },
  ],
  checks: ["slot.orphans", "slot.state"],
  source: "Electric 1.7.12, connection/manager.ex 1334-1384; observed on PostgreSQL 17",
});
