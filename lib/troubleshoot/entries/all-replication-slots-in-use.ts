import { defineEntry } from "../define";

export const allReplicationSlotsInUse = defineEntry({
  slug: "all-replication-slots-in-use",
  title: "All replication slots are in use",
  says: ["Postgres", "Electric"],
  samples: [
    "all replication slots are in use",
    'ERROR:  all replication slots are in use\nHINT:  Free one or increase "max_replication_slots".',
  ],
  patterns: [/all replication slots are in use/],
  sqlstates: ["53400"],
  meaning: "The server has max_replication_slots slots already, and Electric needs one of its own.",
  reaction: "retries",
  electric: "Does not recognise the text, tries again without end, and answers 202 “waiting”.",
  steps: [
    {
      says: "Drop slots that nothing reads.",
      code: "SELECT slot_name, slot_type, active, inactive_since FROM pg_replication_slots;",
    },
    { says: "Or raise max_replication_slots. It restarts the server.", code: "SHOW max_replication_slots;" },
  ],
  checks: ["server.replication_slots", "slot.orphans"],
  source: "Electric 1.7.12 observed on PostgreSQL 17",
});
