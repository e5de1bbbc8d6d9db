import { defineEntry } from "../define";

export const replicaIdentityNotFull = defineEntry({
  slug: "replica-identity-not-full",
  title: "The table's replica identity is not FULL",
  says: ["Electric"],
  samples: [
    'Database table "public.items" does not have its replica identity set to FULL',
    '{"message":"Database table \\"public.items\\" does not have its replica identity set to FULL"}',
  ],
  patterns: [/does not have its replica identity set to full/],
  meaning:
    "Electric needs the whole old row of each UPDATE, and may not set REPLICA IDENTITY FULL on this table itself.",
  reaction: "refuses",
  electric: "Answers 503 with Retry-After 10. No restart is needed afterwards.",
  steps: [
    {
      says: "Set it, as the table's owner. It takes an ACCESS EXCLUSIVE lock for a moment and rewrites nothing.",
      code: "SET lock_timeout = '2s';\nALTER TABLE public.items REPLICA IDENTITY FULL;",
    },
    { says: "On a partitioned table set it on every partition: the parent's does not reach them." },
  ],
  checks: ["tables.replica_identity"],
  source: "Electric 1.7.12, configuration.ex 225-250; integration test manual-table-publishing.lux",
});
