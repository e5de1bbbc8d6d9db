import { defineEntry } from "../define";

export const cannotGrantRole = defineEntry({
  slug: "cannot-grant-role",
  title: "The role cannot be granted",
  says: ["Postgres"],
  samples: [
    'permission denied to grant role "pscale_api_x"',
    'ERROR:  permission denied to grant role "app"\nDETAIL:  Only roles with the ADMIN option on role "app" may grant this role.',
    'must have admin option on role "app"',
  ],
  patterns: [
    /permission denied to grant role/,
    /must have admin option on role/,
    /only roles with the admin option on role .{1,100}? may grant this role/,
  ],
  meaning:
    "Granting membership takes the ADMIN option on that role. A role has none on itself, and PlanetScale's pscale_api_ roles cannot be granted at all.",
  reaction: "not electric",
  electric: "Has no part in it.",
  steps: [
    { says: "Run it as the role that made the owner, or as an administrator with ADMIN on it." },
    { says: "At PlanetScale, move the tables to postgres first: Reassign objects in the console." },
    {
      says: "Or publish the tables yourself, which takes no membership.",
      code: "ELECTRIC_MANUAL_TABLE_PUBLISHING=true",
    },
  ],
  checks: ["tables.ownership"],
  source: "Verified on PostgreSQL 14 to 18; PlanetScale docs, connecting/roles",
});
