import { defineEntry } from "../define";

export const lockNotAcquired = defineEntry({
  slug: "lock-not-acquired",
  title: "Electric waits for its lock",
  says: ["Electric"],
  samples: [
    "Timeout waiting for Postgres lock acquisition",
    "[notice] Waiting for postgres lock to be acquired...",
    "Stack not ready after 5000ms. Reason: Timeout waiting for Postgres lock acquisition",
  ],
  patterns: [/timeout waiting for postgres lock acquisition/, /waiting for postgres lock to be acquired/],
  symptom: true,
  meaning:
    "Another Electric of the same stream id holds the advisory lock, or this one does not reach Postgres at all. The text after the colon, if there is one, is the cause.",
  more: "Any error of the replication connection appears under this title; an error of the admin pool appears without its text.",
  reaction: "waits",
  electric:
    "Waits and answers 202 “waiting”. In a rolling deploy that is expected: it takes over when the old instance stops.",
  steps: [
    {
      says: "See which session holds the lock.",
      code: "SELECT a.pid, a.usename, a.client_addr, a.backend_start FROM pg_locks l JOIN pg_stat_activity a USING (pid) WHERE l.locktype = 'advisory' AND l.granted;",
    },
    {
      says: "End it where its machine is gone and its slot is inactive.",
      code: "SELECT pg_terminate_backend(4711);",
    },
    {
      says: "Give a second Electric on purpose a stream id of its own.",
      code: "ELECTRIC_REPLICATION_STREAM_ID=second",
    },
  ],
  checks: ["electric.health", "slot.state", "connection.reachable"],
  source: "Electric 1.7.12, status_monitor.ex 400-437; Electric issues 2685, 3053 and 3074",
});
