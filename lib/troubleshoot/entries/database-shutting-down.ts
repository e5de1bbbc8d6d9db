import { defineEntry } from "../define";

export const databaseShuttingDown = defineEntry({
  slug: "database-shutting-down",
  title: "The server ended the connection",
  says: ["Postgres"],
  samples: [
    "terminating connection due to administrator command",
    "FATAL:  57P01: terminating connection due to administrator command",
  ],
  patterns: [/terminating connection due to administrator command/],
  sqlstates: ["57P01"],
  meaning: "The server shuts down, or another session ended this one with pg_terminate_backend.",
  reaction: "retries",
  electric:
    "Connects again without end; shapes are kept. After a failover the timeline has changed and all shapes are purged.",
  steps: [
    { says: "Look for a restart, a maintenance window or a failover at that time." },
    { says: "Where there was none, look which job ends sessions: a watchdog, a migration tool, a proxy." },
  ],
  checks: ["connection.reachable"],
  source: "Electric 1.7.12, db_connection_error.ex 257-264",
});
