import { defineEntry } from "../define";

export const snapshotFailed = defineEntry({
  slug: "snapshot-failed",
  title: "A snapshot failed",
  says: ["Electric"],
  samples: ["Unexpected error while creating snapshot:", "[warning] Failed to create snapshot for shape:"],
  patterns: [/unexpected error while creating snapshot/, /failed to create snapshot for shape/],
  symptom: true,
  meaning: "Postgres refused the query for the shape's first data. The text after the colon is the cause.",
  reaction: "refuses",
  electric:
    "Answers 500 (503 for causes that it knows), removes the shape, and starts over with the next request.",
  steps: [{ says: "Paste the whole line: the cause stands after the colon." }],
  checks: ["role.select", "tables.kind", "server.timeouts"],
  source: "Electric 1.7.12, snapshot_error.ex and shapes/api.ex 747-788",
});
