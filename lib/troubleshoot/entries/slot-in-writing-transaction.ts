import { defineEntry } from "../define";

export const slotInWritingTransaction = defineEntry({
  slug: "slot-in-writing-transaction",
  title: "A slot cannot be made after writes",
  says: ["Postgres"],
  samples: ["cannot create logical replication slot in transaction that has performed writes"],
  patterns: [/cannot create logical replication slot in transaction that has performed writes/],
  meaning:
    "Creating a slot has to come first in its transaction. Several statements sent in one string are one transaction.",
  reaction: "not electric",
  electric: "Has no part in it: it makes its slot on a connection of its own.",
  steps: [
    {
      says: "Run the statement alone.",
      code: "SELECT pg_create_logical_replication_slot('electric_slot_default', 'pgoutput');",
    },
  ],
  checks: ["slot.failover"],
  source: "Verified on PostgreSQL 14 to 18",
});
