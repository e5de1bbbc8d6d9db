import { defineEntry } from "../define";

export const cannotSetOwner = defineEntry({
  slug: "cannot-set-owner",
  title: "The new owner is out of reach",
  says: ["Postgres"],
  samples: ['must be able to SET ROLE "electric"', 'must be member of role "electric"'],
  patterns: [/must be able to set role "/, /must be (?:a )?member of role "/],
  meaning:
    "To give a table or publication to a role one has to be able to become it, and that role needs CREATE on the schema or database.",
  reaction: "not electric",
  electric: "Has no part in it.",
  steps: [
    {
      says: "Become a member first (PostgreSQL 16 and newer: the role's creator may).",
      code: 'GRANT "electric" TO CURRENT_USER;',
    },
    {
      says: "Take the membership back afterwards where it is not wanted.",
      code: 'REVOKE "electric" FROM CURRENT_USER;',
    },
  ],
  checks: ["tables.ownership", "publication.owner"],
  source: "Verified on PostgreSQL 14 to 18",
});
