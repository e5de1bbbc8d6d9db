import { defineEntry } from "../define";

export const tableMissingFromPublication = defineEntry({
  slug: "table-missing-from-publication",
  title: "The table is not in the publication, and Electric may not add it",
  says: ["Electric"],
  samples: [
    'Database table "public.items" is missing from the publication "electric_publication_default" and Electric lacks privileges to add it',
    '{"message":"Database table \\"public.items\\" is missing from the publication \\"electric_publication_integration\\" and Electric lacks privileges to add it"}',
  ],
  patterns: [/is missing from the publication "[^"]{1,200}" and electric lacks privileges to add it/],
  meaning:
    "The publication belongs to another role. Electric compares the owner's name with its own: membership and superuser do not count.",
  more: "A table that FOR ALL TABLES or FOR TABLES IN SCHEMA covers counts as missing too: Electric sees only tables that are listed one by one.",
  reaction: "refuses",
  electric: "Answers 503 with Retry-After 10 and behaves as in manual mode. No restart is needed afterwards.",
  steps: [
    {
      says: "Add the table, as the publication's owner.",
      code: "ALTER TABLE public.items REPLICA IDENTITY FULL;\nALTER PUBLICATION electric_publication_default ADD TABLE public.items;",
    },
    {
      says: "Or give the publication to Electric's role, and it adds tables itself.",
      code: 'ALTER PUBLICATION electric_publication_default OWNER TO "electric";',
    },
  ],
  checks: ["publication.owner", "publication.tables", "publication.scope", "role.set_role"],
  source: "Electric 1.7.12, configuration.ex 46-75; integration test not-owner-of-the-publication.lux",
});
