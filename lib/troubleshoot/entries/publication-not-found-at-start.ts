import { defineEntry } from "../define";

export const publicationNotFoundAtStart = defineEntry({
  slug: "publication-not-found-at-start",
  title: "Electric may not make its publication",
  says: ["Electric"],
  samples: [
    '[emergency] Publication "electric_publication_default" not found in the database',
    '** (Electric.DbConfigurationError) Publication "electric_publication_integration" not found in the database',
  ],
  patterns: [/publication "[^"]{1,200}" not found in the database/],
  meaning:
    "The publication is not there, and Electric's role lacks CREATE on the database, which making one takes.",
  reaction: "exits",
  electric: "Exits.",
  steps: [
    { says: "Let the role make it.", code: 'GRANT CREATE ON DATABASE orders TO "electric";' },
    {
      says: "Or make it beforehand, as a role that may, with all four operations.",
      code: "CREATE PUBLICATION electric_publication_default;",
    },
    { says: "Compare the name: it follows the stream id.", code: "ELECTRIC_REPLICATION_STREAM_ID=default" },
  ],
  checks: ["publication.exists", "role.create_publication"],
  source: "Electric 1.7.12, connection_setup.ex 191-215; integration test not-owner-of-the-publication.lux",
});
