import { defineEntry } from "../define";

export const publicationMissingOperations = defineEntry({
  slug: "publication-missing-operations",
  title: "The publication leaves operations out",
  says: ["Electric"],
  samples: [
    '[emergency] Publication "electric_publication_default" does not publish all required operations: INSERT, UPDATE, DELETE, TRUNCATE',
    "Publication fatal misconfiguration: %Electric.DbConfigurationError{type: :publication_missing_operations",
  ],
  patterns: [
    /publication "[^"]{1,200}" does not publish all required operations/,
    /publication_missing_operations/,
  ],
  meaning:
    "The publication was made with a publish option that lacks one of insert, update, delete and truncate.",
  reaction: "exits",
  electric:
    "Exits at the start. Where its role may CREATE in the database it starts and then restarts its connections without end; in manual mode it logs and goes on.",
  steps: [
    {
      says: "Publish all four, as the publication's owner.",
      code: "ALTER PUBLICATION electric_publication_default SET (publish = 'insert, update, delete, truncate');",
    },
  ],
  checks: ["publication.operations"],
  source: "Electric 1.7.12, connection_setup.ex 191-215 and configurator.ex 232-328; Electric issue 3810",
});
