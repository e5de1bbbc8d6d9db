import { defineEntry } from "../define";

export const writeFailsColumnList = defineEntry({
  slug: "write-fails-column-list",
  title: "The application's writes fail: column list",
  says: ["Postgres"],
  samples: [
    'ERROR:  cannot update table "items"\nDETAIL:  Column list used by the publication does not cover the replica identity.',
    "Column list used by the publication does not cover the replica identity.",
  ],
  patterns: [/column list used by the publication does not cover the replica identity/],
  sqlstates: ["42P10"],
  meaning:
    "A publication of the table, Electric's or another, lists fewer columns than REPLICA IDENTITY FULL has. UPDATE and DELETE are refused.",
  reaction: "not electric",
  electric: "Sets FULL and serves the table; it is the application that fails.",
  steps: [
    {
      says: "Find the publication.",
      code: "SELECT pubname, tablename, attnames FROM pg_publication_tables WHERE tablename = 'items';",
    },
    {
      says: "Publish all columns there.",
      code: "ALTER PUBLICATION other_publication SET TABLE public.items;",
    },
  ],
  checks: ["publication.filters", "publication.others"],
  source: "Observed with Electric 1.7.12 on PostgreSQL 16; verified on PostgreSQL 15 to 18",
});
