import { defineEntry } from "../define";

export const snapshotConnectionNotAvailable = defineEntry({
  slug: "snapshot-connection-not-available",
  title: "No database connection for a snapshot",
  says: ["Electric"],
  samples: ["Database connection not available", '{"message":"Database connection not available"}'],
  patterns: [/database connection not available/],
  symptom: true,
  meaning: "Electric lost its connections, or is still opening them, while a shape asked for its first data.",
  reaction: "refuses",
  electric: "Answers 503; the next request tries again.",
  steps: [{ says: "Look at Electric's log since then: the connection's own error is the cause." }],
  checks: ["connection.reachable", "budget.pool_fits"],
  source: "Electric 1.7.12, snapshot_error.ex",
});
