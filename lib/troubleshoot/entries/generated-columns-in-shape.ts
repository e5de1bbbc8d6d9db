import { defineEntry } from "../define";

export const generatedColumnsInShape = defineEntry({
  slug: "generated-columns-in-shape",
  title: "The shape includes generated columns",
  says: ["Electric"],
  samples: [
    '{"message":"Invalid request","errors":{"columns":["The following columns are generated and cannot be included in the shape: g. You can exclude them from the shape by explicitly listing which columns to fetch in the \'columns\' query param"]}}',
  ],
  patterns: [/the following columns are generated and cannot be included in the shape/],
  meaning: "Before PostgreSQL 18 logical replication carries no generated column.",
  reaction: "refuses",
  electric: "Answers the request with 400.",
  steps: [
    { says: "List the columns without it.", code: "GET /v1/shape?table=items&columns=id,v&offset=-1" },
    { says: "Or move to PostgreSQL 18 with publish_generated_columns = stored." },
  ],
  checks: ["tables.generated_columns"],
  source: "Electric 1.7.12, shape.ex 472-523; observed on PostgreSQL 17",
});
