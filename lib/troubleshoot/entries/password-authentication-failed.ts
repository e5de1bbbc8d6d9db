import { defineEntry } from "../define";

export const passwordAuthenticationFailed = defineEntry({
  slug: "password-authentication-failed",
  title: "Password authentication failed",
  says: ["Postgres", "Electric"],
  samples: [
    'password authentication failed for user "postgres"',
    "password authentication failed for user 'foo'",
    '[emergency] password authentication failed for user "electric"',
    'FATAL:  28P01: password authentication failed for user "electric"',
  ],
  patterns: [/password authentication failed for user/],
  sqlstates: ["28P01"],
  meaning:
    "The password is wrong, was changed or has expired, the role has none, or there is no such role. Postgres does not tell which; its log does.",
  more: "A raw : or @ in the password cuts DATABASE_URL at the wrong place: percent-encode it. At PlanetScale the user is the role, a dot and the branch id.",
  reaction: "exits",
  electric: "Exits.",
  steps: [
    {
      says: "Give the role a new password, and Electric the same one, percent-encoded.",
      code: "\\password electric",
    },
    {
      says: "Look whether its validity has ended.",
      code: "SELECT rolname, rolcanlogin, rolvaliduntil FROM pg_roles WHERE rolname = 'electric';",
    },
    {
      says: "Where the access rules ask for scram-sha-256, set the password with that encryption.",
      code: "SET password_encryption = 'scram-sha-256';",
    },
  ],
  checks: ["role.password", "role.exists", "connection.url"],
  source: "Electric 1.7.12, db_connection_error.ex 192-199 and 564-573; observed on PostgreSQL 17",
});
