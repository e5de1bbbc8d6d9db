import { defineEntry } from "../define";

export const tableCannotBePublished = defineEntry({
  slug: "table-cannot-be-published",
  title: "The table cannot be published",
  says: ["Postgres", "Electric"],
  samples: [
    'cannot add relation "items" to publication',
    'ERROR:  cannot add relation "items" to publication\nDETAIL:  This operation is not supported for unlogged tables.',
    'Unexpected error while creating snapshot: table "items" cannot be replicated',
    "Temporary and unlogged relations cannot be replicated.",
  ],
  patterns: [
    /cannot add relation "[^"]{1,200}" to publication/,
    /table "[^"]{1,200}" cannot be replicated/,
    /this operation is not supported for (?:unlogged tables|temporary tables|views|sequences|foreign tables)/,
    /temporary and unlogged relations cannot be replicated/,
  ],
  meaning:
    "An unlogged or temporary table is not in the WAL, and views and foreign tables have no changes in it.",
  reaction: "refuses",
  electric: "Answers the table's shapes with 500.",
  steps: [
    {
      says: "Make an unlogged table permanent. It is rewritten under an ACCESS EXCLUSIVE lock.",
      code: "ALTER TABLE public.items SET LOGGED;",
    },
    { says: "For a view, sync the tables behind it." },
  ],
  checks: ["tables.kind"],
  source: "Electric 1.7.12 observed on PostgreSQL 14 and 17",
});
