import { defineEntry } from "../define";

export const snapshotQueryTooSlow = defineEntry({
  slug: "snapshot-query-too-slow",
  title: "A snapshot query is too slow",
  says: ["Electric"],
  samples: [
    "Snapshot query took too long to return data (cancelled after 30000ms). Please ensure snapshot queries are using an index to avoid taking up all database connections.",
    "Snapshot query took too long to start reading from the database",
  ],
  patterns: [/snapshot query took too long to (?:return data|start reading from the database)/],
  meaning:
    "The first row of the shape did not arrive within 30 seconds: its where clause has no index, or the server is overloaded.",
  reaction: "refuses",
  electric: "Cancels the query and answers 503.",
  steps: [
    {
      says: "See how the shape's query is planned.",
      code: "EXPLAIN SELECT * FROM public.items WHERE project_id = 1;",
    },
    {
      says: "Add the index that its where clause needs.",
      code: "CREATE INDEX CONCURRENTLY ON public.items (project_id);",
    },
  ],
  checks: ["server.timeouts"],
  source: "Electric 1.7.12, snapshot_error.ex and config.ex 142",
});
