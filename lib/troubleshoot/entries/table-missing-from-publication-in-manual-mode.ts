import { defineEntry } from "../define";

export const tableMissingFromPublicationInManualMode = defineEntry({
  slug: "table-missing-from-publication-in-manual-mode",
  title: "The table is not in the publication (manual mode)",
  says: ["Electric"],
  samples: [
    'Database table "public.items" is missing from the publication "electric_publication_default" and the ELECTRIC_MANUAL_TABLE_PUBLISHING setting prevents Electric from adding it',
    '[warning] Failed to create snapshot for shape: Database table "public.items" is missing from the publication "electric_publication_integration" and the ELECTRIC_MANUAL_TABLE_PUBLISHING setting prevents Electric from adding it',
  ],
  patterns: [
    /is missing from the publication "[^"]{1,200}" and the electric_manual_table_publishing setting prevents electric from adding it/,
  ],
  meaning:
    "With ELECTRIC_MANUAL_TABLE_PUBLISHING a role of yours adds each table, and this one was not added.",
  more: "FOR ALL TABLES and FOR TABLES IN SCHEMA do not help: only tables that are listed one by one count. A migration that swallows errors (EXCEPTION WHEN OTHERS) hides a failed ADD TABLE.",
  reaction: "refuses",
  electric: "Answers 503 with Retry-After 10. No restart is needed afterwards.",
  steps: [
    {
      says: "Set the identity and add the table, in one transaction.",
      code: "BEGIN;\nALTER TABLE public.items REPLICA IDENTITY FULL;\nALTER PUBLICATION electric_publication_default ADD TABLE public.items;\nCOMMIT;",
    },
    { says: "Put the same into the migration that makes a table." },
  ],
  checks: ["publication.tables", "publication.scope"],
  source: "Electric 1.7.12 observed on PostgreSQL 14 to 18; integration test manual-table-publishing.lux",
});
