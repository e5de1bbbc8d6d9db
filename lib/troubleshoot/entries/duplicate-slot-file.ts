import { defineEntry } from "../define";

export const duplicateSlotFile = defineEntry({
  slug: "duplicate-slot-file",
  title: "A file of the slot exists already",
  says: ["Postgres"],
  samples: [
    'could not create file "slot_file.tmp": File exists',
    'could not create file "pg_replslot/electric_slot_default/state.tmp": File exists',
  ],
  patterns: [/could not create file "[^"]{1,300}\.tmp": file exists/],
  sqlstates: ["58P02"],
  meaning:
    "Postgres could not write the slot's state because a temporary file of an earlier, interrupted write is still there.",
  reaction: "retries",
  electric: "Tries again without end.",
  steps: [
    { says: "A restart of Postgres removes the file." },
    { says: "At a provider, restart the database or ask its support." },
  ],
  checks: ["slot.state"],
  source: "Electric 1.7.12, db_connection_error.ex 424-435",
});
