import { defineEntry } from "../define";

export const tableNameInvalid = defineEntry({
  slug: "table-name-invalid",
  title: "The table name of the request is not valid",
  says: ["Electric"],
  samples: [
    '{"message":"Invalid request","errors":{"table":["Invalid unquoted identifier contains special characters: Order Items"]}}',
    "Invalid relation identifier, too many delimiters: My.App.a.b",
  ],
  patterns: [
    /"table":\["invalid unquoted identifier contains special characters/,
    /invalid unquoted identifier contains special characters/,
    /invalid relation identifier, too many delimiters/,
  ],
  meaning:
    "A name with spaces, dots or other special characters needs double quotes in the request, as in SQL.",
  reaction: "refuses",
  electric: "Answers the request with 400.",
  steps: [
    {
      says: "Quote schema and name, and encode the address.",
      code: 'GET /v1/shape?table="public"."Order Items"&offset=-1',
    },
    { says: "Names with “.”, “/” or a quote in them are accepted and give wrong keys: rename them." },
  ],
  checks: ["tables.name_text"],
  source: "Electric 1.7.12, identifiers.ex 121-138; observed on PostgreSQL 17",
});
