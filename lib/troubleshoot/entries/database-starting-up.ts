import { defineEntry } from "../define";

export const databaseStartingUp = defineEntry({
  slug: "database-starting-up",
  title: "The server is starting up",
  says: ["Postgres"],
  samples: [
    "the database system is starting up",
    "FATAL:  57P03: the database system is starting up",
    "the database system is shutting down",
  ],
  patterns: [
    /the database system is (?:starting up|shutting down|in recovery mode|not yet accepting connections|not accepting connections)/,
  ],
  sqlstates: ["57P03"],
  meaning: "The server is starting, recovering or shutting down and takes no sessions for the moment.",
  reaction: "retries",
  electric: "Tries again every 2 to 10 seconds until the server is up.",
  steps: [
    { says: "Wait, and look into the server's log where it lasts longer than a minute." },
    { says: "A standby without hot_standby stays like this for good: use the primary's address." },
  ],
  checks: ["connection.reachable"],
  source: "Electric 1.7.12, db_connection_error.ex 266-275",
});
