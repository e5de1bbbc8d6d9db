import { defineEntry } from "../define";

export const lockTimeout = defineEntry({
  slug: "lock-timeout",
  title: "A lock timeout ended the statement",
  says: ["Postgres"],
  samples: [
    "canceling statement due to lock timeout",
    "Unexpected error while creating snapshot: canceling statement due to lock timeout",
  ],
  patterns: [/canceling statement due to lock timeout/],
  sqlstates: ["55P03"],
  meaning:
    "lock_timeout is set for Electric's role or database, and an open transaction held the table at its first shape.",
  reaction: "refuses",
  electric: "Answers 500 at once; the request after the transaction's end gets 200.",
  steps: [
    { says: "Turn it off for Electric's role.", code: 'ALTER ROLE "electric" SET lock_timeout = 0;' },
    { says: "Or set FULL and publish the table beforehand, so that no lock is needed at the first shape." },
  ],
  checks: ["server.timeouts", "tables.replica_identity"],
  source: "Electric 1.7.12 observed on PostgreSQL 17",
});
