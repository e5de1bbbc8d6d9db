import { defineEntry } from "../define";

export const queryCancelled = defineEntry({
  slug: "query-cancelled",
  title: "A query was cancelled",
  says: ["Postgres"],
  samples: [
    "canceling statement due to user request",
    "ERROR:  57014: canceling statement due to user request",
  ],
  patterns: [/canceling statement due to user request/],
  sqlstates: ["57014"],
  meaning: "Another session cancelled the query with pg_cancel_backend, or the program that sent it did.",
  reaction: "retries",
  electric: "Tries again.",
  steps: [{ says: "Look for a watchdog or a person that ends long queries, and leave Electric's role out." }],
  checks: ["server.timeouts"],
  source: "Electric 1.7.12, db_connection_error.ex 349-365",
});
