import { defineEntry } from "../define";

export const pgHbaRejects = defineEntry({
  slug: "pg-hba-rejects",
  title: "pg_hba.conf rejects the connection",
  says: ["Postgres"],
  samples: [
    'pg_hba.conf rejects connection for host "10.0.0.7", user "electric", database "orders", SSL encryption',
    'pg_hba.conf rejects connection for host "10.0.0.7", user "electric", database "orders", no encryption',
  ],
  patterns: [/pg_hba\.conf rejects (?:replication )?connection for/],
  meaning: "The first line of pg_hba.conf that is for this user, database and address says reject.",
  reaction: "retries",
  electric: "Does not recognise the text and tries again without end.",
  steps: [
    {
      says: "Put a line for Electric's role before the one that rejects.",
      code: "hostssl orders electric 10.0.0.0/8 scram-sha-256",
    },
    { says: "Have the server read it.", code: "SELECT pg_reload_conf();" },
  ],
  checks: ["role.access_rules", "connection.reachable"],
  source: "Electric 1.7.12, db_connection_error.ex 252-254 and integration test secure-db-connection.lux",
});
