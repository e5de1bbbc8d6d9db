import { defineEntry } from "../define";

export const tableNotFound = defineEntry({
  slug: "table-not-found",
  title: "The table does not exist",
  says: ["Electric"],
  samples: [
    'Table "public.Items" does not exist. If the table name contains capitals or special characters you must quote it.',
    '{"message":"Invalid request","errors":{"table":["Table \\"public.items\\" does not exist. If the table name contains capitals or special characters you must quote it."]}}',
  ],
  patterns: [/does not exist\. if the table name contains capitals or special characters you must quote it/],
  meaning:
    "No table of this name is there for Electric: it is mistyped, in capitals without quotes, or a view, sequence or foreign table.",
  reaction: "refuses",
  electric: "Answers the request with 400.",
  steps: [
    { says: "Quote schema and name in the request.", code: 'GET /v1/shape?table="public"."Items"&offset=-1' },
    { says: "For a view, sync the tables behind it." },
  ],
  checks: ["tables.target", "tables.kind"],
  source: "Electric 1.7.12, shape.ex 564-571",
});
