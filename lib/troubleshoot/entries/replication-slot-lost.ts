import { defineEntry } from "../define";

export const replicationSlotLost = defineEntry({
  slug: "replication-slot-lost",
  title: "The replication slot exceeded its WAL limit",
  says: ["Postgres", "Electric"],
  samples: [
    "Couldn't start replication: slot has been invalidated because it exceeded the maximum reserved size.\n  In order to recover consistent replication, the slot will be dropped along with all existing shapes.",
    'cannot read from logical replication slot "electric_slot_default"\nThis slot has been invalidated because it exceeded the maximum reserved size.',
    'ERROR:  can no longer get changes from replication slot "electric_slot_default"\nDETAIL:  This slot has been invalidated because it exceeded the maximum reserved size.',
    'can no longer access replication slot "electric_slot_default"\nThis replication slot has been invalidated due to "wal_removed".',
    'Couldn\'t start replication: slot has been invalidated with reason "wal_removed".',
  ],
  patterns: [
    /slot has been invalidated because it exceeded the maximum reserved size/,
    /slot has been invalidated (?:due to|with reason) "wal_removed"/,
    /cannot read from logical replication slot "[^"]{1,200}"/,
    /can no longer get changes from replication slot "[^"]{1,200}"/,
  ],
  meaning:
    "Electric was away or too slow, the WAL that it still needed exceeded max_slot_wal_keep_size, and Postgres removed it. The slot cannot be used any more.",
  reaction: "purges",
  electric:
    "Drops the slot (in automatic mode the publication too), makes both anew and purges all shapes. Every client loads its data again.",
  steps: [
    { says: "Nothing is to be done for this slot: Electric makes a new one by itself." },
    {
      says: "Raise the limit so that an outage of some hours fits, and keep it finite.",
      code: "ALTER SYSTEM SET max_slot_wal_keep_size = '20GB';",
    },
    { says: "Find out why Electric was away or slow at that time." },
  ],
  checks: ["slot.state", "server.wal_keep", "slot.lag"],
  source:
    "Electric 1.7.12, db_connection_error.ex 102-152; integration test invalidated-replication-slot.lux",
});
