import { defineEntry } from "../define";

export const poolNotFilled = defineEntry({
  slug: "pool-not-filled",
  title: "Electric's connection pool could not fill up",
  says: ["Electric"],
  samples: [
    "Connection pool [snapshot] was unable to fill up with healthy connections.",
    "Timeout waiting for database connection pool (snapshot) to be ready",
    "Timeout waiting for database connection pool (metadata) to be ready",
    "Pooled database connection [snapshot] encountered an error",
  ],
  patterns: [
    /connection pool \[\w{1,40}\] was unable to fill up with healthy connections/,
    /timeout waiting for database connection pool \(\w{1,20}\) to be ready/,
    /pooled database connection \[\w{1,40}\] encountered an error/,
  ],
  symptom: true,
  meaning:
    "Electric's admin (metadata) or snapshot pool did not get all of its connections. The line before, or the text after the colon, names the error.",
  reaction: "retries",
  electric: "Tries again without end; new shapes get 503 after 5 seconds.",
  steps: [
    { says: "Paste the lines before it: the error of the single connection is the cause." },
    { says: "Most often the server is full. Compare the claim with what is left." },
  ],
  checks: ["budget.pool_fits", "connection.reachable"],
  source: "Electric 1.7.12, status_monitor.ex 400-437 and connection/manager/pool.ex 197-240",
});
