import { defineEntry } from "../define";

export const slotOfAnotherDatabase = defineEntry({
  slug: "slot-of-another-database",
  title: "The slot belongs to another database",
  says: ["Postgres"],
  samples: ['replication slot "electric_slot_default" was not created in this database'],
  patterns: [/replication slot "[^"]{1,200}" was not created in this database/],
  meaning:
    "Slot names are shared by all databases of a server, and another database has a slot of this name.",
  reaction: "exits",
  electric: "Restarts 16 times and exits within 8 seconds.",
  steps: [
    {
      says: "Give this Electric a stream id of its own: its slot and publication get that name.",
      code: "ELECTRIC_REPLICATION_STREAM_ID=orders",
    },
    {
      says: "Or drop the other slot where nothing needs it.",
      code: "SELECT slot_name, database, active FROM pg_replication_slots;",
    },
  ],
  checks: ["slot.name"],
  source: "Electric 1.7.12 observed on PostgreSQL 17",
});
