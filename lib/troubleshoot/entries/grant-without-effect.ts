import { defineEntry } from "../define";

export const grantWithoutEffect = defineEntry({
  slug: "grant-without-effect",
  title: "A GRANT had no effect",
  says: ["Postgres"],
  samples: ['WARNING:  no privileges were granted for "public"'],
  patterns: [/no privileges were granted for "/],
  meaning:
    "The role that ran GRANT has no right to pass on. Postgres ends the statement with success and this warning.",
  reaction: "not electric",
  electric: "Lacks the privilege still.",
  steps: [
    {
      says: "Run it as the object's owner.",
      code: "SELECT nspname, pg_get_userbyid(nspowner) FROM pg_namespace WHERE nspname = 'public';",
    },
    {
      says: "Look at the privilege itself afterwards.",
      code: "SELECT has_schema_privilege('electric', 'public', 'USAGE');",
    },
  ],
  checks: ["role.schema_usage", "role.create_publication"],
  source: "Verified on PostgreSQL 14 to 18",
});
