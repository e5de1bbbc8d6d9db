import { defineEntry } from "../define";

export const publicationSkipped = defineEntry({
  slug: "publication-skipped",
  title: "The publication is missing and the stream is empty (PostgreSQL 18)",
  says: ["Postgres"],
  samples: [
    'WARNING:  skipped loading publication "electric_publication_default"',
    'skipped loading publication "electric_publication_default"',
  ],
  patterns: [/skipped loading publication "[^"]{1,200}"/],
  meaning:
    "On PostgreSQL 18 a missing publication is a warning in the server's log and no error: the stream goes on and carries nothing.",
  reaction: "continues",
  electric:
    "Streams nothing, with health “active”. In automatic mode it notices within 60 seconds and resets; in manual mode it only logs.",
  steps: [
    {
      says: "Make the publication again, with its tables.",
      code: "CREATE PUBLICATION electric_publication_default FOR TABLE public.items WITH (publish_generated_columns = stored);",
    },
    {
      says: "Drop the slot while Electric is stopped, so that it starts after the publication.",
      code: "SELECT pg_drop_replication_slot('electric_slot_default');",
    },
  ],
  checks: ["publication.exists", "slot.publication"],
  source:
    "Electric issue 3322; integration test recreation-of-replication-slot.lux; verified on PostgreSQL 18",
});
