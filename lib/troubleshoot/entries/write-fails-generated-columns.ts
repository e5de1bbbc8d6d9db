import { defineEntry } from "../define";

export const writeFailsGeneratedColumns = defineEntry({
  slug: "write-fails-generated-columns",
  title: "The application's writes fail: generated columns",
  says: ["Postgres"],
  samples: [
    'ERROR:  cannot update table "items"\nDETAIL:  Replica identity must not contain unpublished generated columns.',
    "Replica identity must not contain unpublished generated columns.",
  ],
  patterns: [/replica identity must not contain unpublished generated columns/],
  meaning:
    "The table is published with REPLICA IDENTITY FULL, and a publication of it does not carry its generated column (PostgreSQL 18). UPDATE and DELETE are refused.",
  reaction: "not electric",
  electric: "Serves the table; it is the application that fails.",
  steps: [
    {
      says: "At once: take the table out of the publication.",
      code: "ALTER PUBLICATION electric_publication_default DROP TABLE public.items;",
    },
    {
      says: "A stored column: publish it, in every publication of the table.",
      code: "ALTER PUBLICATION electric_publication_default SET (publish_generated_columns = stored);",
    },
    { says: "A virtual column cannot be published: make it stored or do without the table." },
  ],
  checks: ["tables.generated_columns", "publication.others"],
  source: "Observed with Electric 1.7.12 on PostgreSQL 18",
});
