import { defineEntry } from "../define";

export const pgbouncerServerCrashed = defineEntry({
  slug: "pgbouncer-server-crashed",
  title: "PgBouncer lost its server connection",
  says: ["PgBouncer", "Electric"],
  samples: [
    "server conn crashed?",
    "[warning] Database connection in connection_pool mode failed: Server connection crashed",
  ],
  patterns: [/server conn crashed\?/, /mode failed: server connection crashed/],
  meaning:
    "The pooler's own connection to Postgres broke: a restart, a failover or an ended session behind it.",
  reaction: "retries",
  electric: "Tries again without end.",
  steps: [
    { says: "Read the pooler's and the server's log at that second." },
    {
      says: "Use the direct address for DATABASE_URL; the pooler may serve beside it.",
      code: "ELECTRIC_POOLED_DATABASE_URL=postgresql://electric:…@pooler.example.com:6432/orders",
    },
  ],
  checks: ["connection.direct"],
  source: "Electric 1.7.12, db_connection_error.ex 331-347",
});
