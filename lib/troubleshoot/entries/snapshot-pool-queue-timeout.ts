import { defineEntry } from "../define";

export const snapshotPoolQueueTimeout = defineEntry({
  slug: "snapshot-pool-queue-timeout",
  title: "Snapshots queue for a connection",
  says: ["Electric"],
  samples: ["Snapshot creation failed because of a connection pool queue timeout"],
  patterns: [/snapshot creation failed because of a connection pool queue timeout/],
  meaning:
    "More first requests for shapes came than the snapshot pool has connections, and one waited too long.",
  reaction: "refuses",
  electric: "Answers 503; the next request tries again.",
  steps: [
    { says: "Raise the pool where connections are left.", code: "ELECTRIC_DB_POOL_SIZE=30" },
    {
      says: "Or send the snapshots through a pooler in transaction mode.",
      code: "ELECTRIC_POOLED_DATABASE_URL=postgresql://electric:…@pooler.example.com:6432/orders",
    },
  ],
  checks: ["budget.headroom", "budget.pool_size"],
  source: "Electric 1.7.12, snapshot_error.ex and connection/manager.ex 1306-1312",
});
