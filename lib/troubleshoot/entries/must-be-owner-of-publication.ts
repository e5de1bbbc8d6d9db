import { defineEntry } from "../define";

export const mustBeOwnerOfPublication = defineEntry({
  slug: "must-be-owner-of-publication",
  title: "The role does not own the publication",
  says: ["Postgres"],
  samples: ["must be owner of publication electric_publication_default"],
  patterns: [/must be owner of publication/],
  meaning: "Changing a publication takes its ownership, beside that of the tables that are added.",
  reaction: "not electric",
  electric: "Does not try it: with a foreign owner it behaves as in manual mode.",
  steps: [
    {
      says: "Run the statement as the owner.",
      code: "SELECT pubname, pg_get_userbyid(pubowner) FROM pg_publication;",
    },
    {
      says: "Or give the publication to Electric's role, which needs CREATE on the database for it.",
      code: 'ALTER PUBLICATION electric_publication_default OWNER TO "electric";',
    },
  ],
  checks: ["publication.owner"],
  source: "Verified on PostgreSQL 14 to 18",
});
