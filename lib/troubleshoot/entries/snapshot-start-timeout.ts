import { defineEntry } from "../define";

export const snapshotStartTimeout = defineEntry({
  slug: "snapshot-start-timeout",
  title: "A snapshot did not start in time",
  says: ["Electric"],
  samples: ["Unable to retrieve shape log: ** (RuntimeError) Timed out while waiting for snapshot to start"],
  patterns: [/timed out while waiting for snapshot to start/],
  symptom: true,
  meaning:
    "A request waited 45 seconds for the shape's first data. The log at that time names what held it up: a lock, a full pool or a slow query.",
  reaction: "refuses",
  electric: "Answers 500.",
  steps: [{ says: "Paste Electric's log of that minute." }],
  checks: ["slot.blockers", "budget.pool_size"],
  source: "Electric 1.7.12, shapes/consumer.ex 38 and shapes/api.ex 747-788",
});
