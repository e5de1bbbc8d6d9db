import { defineEntry } from "../define";

export const slotOfAnotherPlugin = defineEntry({
  slug: "slot-of-another-plugin",
  title: "The slot has another output plugin",
  says: ["Postgres"],
  samples: ['option "proto_version" = "1" is unknown'],
  patterns: [/option "proto_version" = "1" is unknown/],
  meaning: "A slot of Electric's name was made with another plugin than pgoutput, wal2json for one.",
  reaction: "retries",
  electric: "Does not recognise the text and tries again without end.",
  steps: [
    {
      says: "See its plugin and whether another program reads it.",
      code: "SELECT slot_name, plugin, active FROM pg_replication_slots;",
    },
    {
      says: "Drop it, or give Electric a stream id of its own.",
      code: "ELECTRIC_REPLICATION_STREAM_ID=orders",
    },
  ],
  checks: ["slot.name", "slot.state"],
  source: "Electric 1.7.12, connection_setup.ex 351-358; verified on PostgreSQL 14 to 18",
});
