import { defineEntry } from "../define";

export const connectionManagerRestarting = defineEntry({
  slug: "connection-manager-restarting",
  title: "Electric's connection manager restarts",
  says: ["Electric"],
  samples: [
    "[warning] Electric.Connection.Manager is restarting after it has encountered an error in replication mode:",
  ],
  patterns: [/electric\.connection\.manager is restarting after it has encountered an error/],
  symptom: true,
  meaning:
    "An error came after the start, and Electric opens all of its connections anew. The text after the colon is the cause.",
  reaction: "retries",
  electric:
    "Closes its connections and starts again with the lock; shapes are kept where system and timeline are the same.",
  steps: [{ says: "Paste the lines after it as well: the cause is named there." }],
  checks: ["connection.reachable"],
  source: "Electric 1.7.12, connection/manager.ex 1001-1020 and 1447-1474",
});
