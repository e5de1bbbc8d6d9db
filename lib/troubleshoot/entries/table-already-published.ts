import { defineEntry } from "../define";

export const tableAlreadyPublished = defineEntry({
  slug: "table-already-published",
  title: "The table is in the publication already",
  says: ["Postgres"],
  samples: ['relation "items" is already member of publication "electric_publication_default"'],
  patterns: [/relation "[^"]{1,200}" is already member of publication/],
  sqlstates: ["42710"],
  meaning: "ADD TABLE found it listed. Nothing is wrong with the publication.",
  reaction: "continues",
  electric: "Ignores it.",
  steps: [
    {
      says: "In a migration, ask first instead of swallowing every error.",
      code: "SELECT 1 FROM pg_publication_rel r JOIN pg_publication p ON p.oid = r.prpubid WHERE p.pubname = 'electric_publication_default' AND r.prrelid = 'public.items'::regclass;",
    },
  ],
  checks: ["publication.tables"],
  source: "Electric 1.7.12, configuration.ex 155-207; verified on PostgreSQL 14 to 18",
});
