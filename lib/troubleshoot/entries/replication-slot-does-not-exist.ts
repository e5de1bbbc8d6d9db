import { defineEntry } from "../define";

export const replicationSlotDoesNotExist = defineEntry({
  slug: "replication-slot-does-not-exist",
  title: "The replication slot does not exist",
  says: ["Postgres"],
  samples: [
    'replication slot "electric_slot_default" does not exist',
    'ERROR:  42704: replication slot "electric_slot_default" does not exist',
  ],
  patterns: [/replication slot "[^"]{1,200}" does not exist/],
  meaning: "The slot was dropped, or a failover led to a server that has no copy of it.",
  reaction: "purges",
  electric:
    "Makes a new slot and purges all shapes. Right after it made the publication anew this text is expected and harmless.",
  steps: [
    {
      says: "Look which slots there are.",
      code: "SELECT slot_name, database, active, wal_status FROM pg_replication_slots;",
    },
    {
      says: "Where a failover took it, make it a failover slot before the next one. Electric itself never makes one.",
    },
  ],
  checks: ["slot.state", "slot.failover"],
  source: "Electric 1.7.12, connection_setup.ex 224-262; Electric issue 3848",
});
