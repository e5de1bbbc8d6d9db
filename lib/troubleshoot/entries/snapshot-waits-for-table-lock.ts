import { defineEntry } from "../define";

export const snapshotWaitsForTableLock = defineEntry({
  slug: "snapshot-waits-for-table-lock",
  title: "A snapshot waited for a table lock",
  says: ["Electric"],
  samples: [
    "Snapshot timed out while waiting for a table lock",
    '{"message":"Snapshot timed out while waiting for a table lock"}',
  ],
  patterns: [/snapshot timed out while waiting for a table lock/],
  meaning:
    "For its first shape on a table Electric adds it to the publication and sets FULL. An open transaction on the table, one that only reads too, held that up for 5 seconds.",
  reaction: "refuses",
  electric: "Answers 503; the next request tries again.",
  steps: [
    {
      says: "Find the transaction.",
      code: "SELECT a.pid, a.usename, a.state, now() - a.xact_start AS age, left(a.query, 80) AS query FROM pg_locks l JOIN pg_stat_activity a USING (pid) WHERE l.relation = 'public.items'::regclass ORDER BY a.xact_start;",
    },
    { says: "Set FULL and publish the table beforehand: then no lock is needed at the first shape." },
  ],
  checks: ["slot.blockers", "tables.replica_identity", "publication.tables"],
  source: "Electric 1.7.12, snapshot_error.ex; observed on PostgreSQL 17; Electric issues 2403 and 2595",
});
