import { defineEntry } from "../define";

export const roleCannotLogIn = defineEntry({
  slug: "role-cannot-log-in",
  title: "The role does not exist or may not log in",
  says: ["Postgres"],
  samples: ['role "electric" does not exist', 'role "electric" is not permitted to log in'],
  patterns: [/role "[^"]{1,200}" (?:does not exist|is not permitted to log in)/],
  meaning: "The name in DATABASE_URL is no role of this server, or the role has NOLOGIN.",
  reaction: "retries",
  electric: "Does not recognise the text and tries again without end.",
  steps: [
    {
      says: "Compare the name: names of roles are case-sensitive here.",
      code: "SELECT rolname, rolcanlogin FROM pg_roles;",
    },
    { says: "Make the role, or let it log in.", code: 'ALTER ROLE "electric" LOGIN;' },
  ],
  checks: ["role.exists", "role.login"],
  source: "Electric 1.7.12, db_connection_error.ex 252-254; texts verified on PostgreSQL 17",
});
