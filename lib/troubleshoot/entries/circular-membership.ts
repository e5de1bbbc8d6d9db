import { defineEntry } from "../define";

export const circularMembership = defineEntry({
  slug: "circular-membership",
  title: "Two roles cannot be members of each other",
  says: ["Postgres"],
  samples: ['role "app" is a member of role "electric"'],
  patterns: [/role "[^"]{1,200}" is a member of role "/],
  sqlstates: ["0LP01"],
  meaning:
    "One of the two is a member of the other already. Transfer of ownership and membership in the owner exclude one another here.",
  reaction: "not electric",
  electric: "Has no part in it.",
  steps: [
    { says: "Decide for one way: Electric owns the tables, or it is a member of their owner." },
    {
      says: "For membership, take the other one back first.",
      code: 'REVOKE "electric" FROM "app";\nGRANT "app" TO "electric";',
    },
  ],
  checks: ["tables.ownership"],
  source: "Verified on PostgreSQL 14 to 18",
});
