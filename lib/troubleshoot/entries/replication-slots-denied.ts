import { defineEntry } from "../define";

export const replicationSlotsDenied = defineEntry({
  slug: "replication-slots-denied",
  title: "The role may not use replication slots",
  says: ["Postgres"],
  samples: [
    "permission denied to use replication slots",
    "must be superuser or replication role to use replication slots",
  ],
  patterns: [
    /permission denied to use replication slots/,
    /must be superuser or replication role to use replication slots/,
  ],
  meaning: "Creating, reading and dropping slots takes the REPLICATION attribute, which this role lacks.",
  reaction: "retries",
  electric: "Does not recognise the text and tries again without end.",
  steps: [{ says: "Give the role the attribute.", code: 'ALTER ROLE "electric" REPLICATION;' }],
  checks: ["role.replication"],
  source: "Electric 1.7.12, db_connection_error.ex 497-506; texts verified on PostgreSQL 14 to 18",
});
