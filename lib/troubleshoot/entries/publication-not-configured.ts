import { defineEntry } from "../define";

export const publicationNotConfigured = defineEntry({
  slug: "publication-not-configured",
  title: "A table could not be added to the publication",
  says: ["Electric"],
  samples: ['[warning] Failed to configure publication for relation {16384, {"public", "items"}}'],
  patterns: [/failed to configure publication for relation/],
  symptom: true,
  meaning:
    "Postgres refused ADD TABLE or REPLICA IDENTITY FULL for this table. The error inside the line is the cause.",
  reaction: "refuses",
  electric: "Answers the shape's request with 503 and goes on with the others.",
  steps: [
    {
      says: "Read the message inside: most often the role does not own the table, or a transaction holds its lock.",
    },
  ],
  checks: ["tables.ownership", "publication.tables"],
  source: "Electric 1.7.12, publication_manager/relation_tracker.ex 293",
});
