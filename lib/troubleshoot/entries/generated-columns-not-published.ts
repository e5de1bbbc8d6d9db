import { defineEntry } from "../define";

export const generatedColumnsNotPublished = defineEntry({
  slug: "generated-columns-not-published",
  title: "The publication lacks generated columns",
  says: ["Electric"],
  samples: [
    "Publication \"electric_publication_default\" does not publish generated columns. This is a feature introduced in PostgreSQL 18 and requires setting the publication parameter 'publish_generated_columns' to 'stored'.",
  ],
  patterns: [/publication "[^"]{1,200}" does not publish generated columns/],
  meaning:
    "The table has a generated column, and the publication leaves such columns out. With REPLICA IDENTITY FULL the application's UPDATE and DELETE fail as well.",
  more: "Leaving the column out of the shape, as the text advises, gives 200 and does not repair the application's writes. A virtual column cannot be published at all.",
  reaction: "refuses",
  electric: "Answers the table's shapes with 503.",
  steps: [
    {
      says: "Publish stored ones (PostgreSQL 18), as the publication's owner.",
      code: "ALTER PUBLICATION electric_publication_default SET (publish_generated_columns = stored);",
    },
    { says: "Make a virtual column stored, or take the table out of the publication." },
  ],
  checks: ["tables.generated_columns"],
  source: "Electric 1.7.12, db_configuration_error.ex 21-29; observed on PostgreSQL 18",
});
