import { defineEntry } from "../define";

export const forAllTablesRefused = defineEntry({
  slug: "for-all-tables-refused",
  title: "FOR ALL TABLES is refused",
  says: ["Postgres"],
  samples: [
    "must be superuser to create FOR ALL TABLES publication",
    "must be superuser to create FOR TABLES IN SCHEMA publication",
  ],
  patterns: [/must be superuser to create for (?:all tables|tables in schema|all sequences) publication/],
  meaning:
    "Such a publication takes a superuser, which managed providers do not give. Electric could not use it: it sees only tables that are listed one by one.",
  reaction: "not electric",
  electric: "Answers every shape with 503 where such a publication has its name.",
  steps: [
    {
      says: "List the tables.",
      code: "CREATE PUBLICATION electric_publication_default FOR TABLE public.users, public.posts;",
    },
  ],
  checks: ["publication.scope"],
  source: "Verified on PostgreSQL 14 to 18; observed with Electric 1.7.12 on PostgreSQL 15 and 18",
});
