import { defineEntry } from "../define";
import { flawIn } from "../container";

export const replicationOptionInUrl = defineEntry({
  slug: "replication-option-in-url",
  title: "DATABASE_URL has a replication option",
  says: ["Electric"],
  samples: [
    'unsupported "replication" query option. Electric opens both a replication connection and regular connections to Postgres as needed',
  ],
  patterns: [
    /(?:error converting variable database_url using custom function: )?unsupported "replication" query option/,
  ],
  meaning: "The address ends with replication=database, which Electric adds by itself where it needs it.",
  reaction: "exits",
  electric: "Does not start.",
  steps: [
    {
      says: "Take the option out.",
      code: "DATABASE_URL=postgresql://electric:…@db.example.com:5432/orders?sslmode=require",
    },
  ],
  checks: ["connection.url"],
  source: "Electric 1.7.12, config.ex 432-464",
  inContainer: ({ urlFlaws }) => flawIn(urlFlaws, ["replication"]),
});
