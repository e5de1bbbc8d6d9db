import { defineEntry } from "../define";

export const replicationSlotInvalidated = defineEntry({
  slug: "replication-slot-invalidated",
  title: "The replication slot was invalidated",
  says: ["Postgres", "Electric"],
  samples: [
    'can no longer access replication slot "electric_slot_default"',
    'can no longer access replication slot "electric_slot_default"\nThis replication slot has been invalidated due to "idle_timeout".',
    'Couldn\'t start replication: slot has been invalidated with reason "idle_timeout".',
  ],
  patterns: [
    /can no longer access replication slot "[^"]{1,200}"/,
    /slot has been invalidated (?:due to|with reason) "(?:idle_timeout|rows_removed|wal_level_insufficient)"/,
  ],
  meaning:
    "Postgres gave the slot up: it was idle for longer than idle_replication_slot_timeout (18), or what it needed was removed.",
  reaction: "purges",
  electric: "Drops the slot (in automatic mode the publication too), makes both anew and purges all shapes.",
  steps: [
    {
      says: "Read the reason.",
      code: "SELECT slot_name, wal_status, invalidation_reason, inactive_since FROM pg_replication_slots;",
    },
    {
      says: "Where it is idle_timeout, turn that off or keep Electric running.",
      code: "ALTER SYSTEM SET idle_replication_slot_timeout = 0;",
    },
  ],
  checks: ["slot.state", "slot.deadline"],
  source: "Electric 1.7.12, db_connection_error.ex 130-152; PostgreSQL 18 docs, 19.6.1",
});
