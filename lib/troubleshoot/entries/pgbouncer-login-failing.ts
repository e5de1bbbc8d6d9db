import { defineEntry } from "../define";

export const pgbouncerLoginFailing = defineEntry({
  slug: "pgbouncer-login-failing",
  title: "PgBouncer cannot log in to the server",
  says: ["PgBouncer"],
  samples: ["server login has been failing, cached error: connect failed (server_login_retry)"],
  patterns: [/server login has been failing/],
  meaning:
    "The pooler cannot reach Postgres or is refused by it, and repeats its last error for some seconds.",
  reaction: "retries",
  electric: "Tries again without end.",
  steps: [
    { says: "Look whether Postgres behind the pooler is up and not full." },
    { says: "Look whether the pooler knows the role's present password." },
  ],
  checks: ["connection.direct", "connection.reachable"],
  source: "Electric 1.7.12, db_connection_error.ex 624-636",
});
