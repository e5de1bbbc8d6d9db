import { defineEntry } from "../define";

export const rowSecurityApplies = defineEntry({
  slug: "row-security-applies",
  title: "Row-level security leaves rows out",
  says: ["Postgres"],
  samples: ['query would be affected by row-level security policy for table "items"'],
  patterns: [/query would be affected by row-level security policy for table/],
  meaning:
    "The table has row security, and Electric's role is neither its owner nor has BYPASSRLS. Electric itself gets no error: its snapshot holds a part of the rows, the stream all.",
  reaction: "continues",
  electric: "Serves shapes that lack rows, with 200 and no warning.",
  steps: [
    {
      says: "Let the role see all rows, as an administrator that has BYPASSRLS itself.",
      code: 'ALTER ROLE "electric" BYPASSRLS;',
    },
    { says: "Keep rows from clients by the where clause of a shape and a proxy before Electric." },
  ],
  checks: ["role.row_security"],
  source: "Verified on PostgreSQL 14 to 18; Electric 1.7.12 observed on PostgreSQL 17",
});
