import { defineEntry } from "../define";

export const pendingTransactionBlocksSlot = defineEntry({
  slug: "pending-transaction-blocks-slot",
  title: "A pending transaction blocks the slot",
  says: ["Electric"],
  samples: [
    "Timeout waiting for replication client to be ready. Check that you don't have pending transactions in the database. Electric has to wait for all pending transactions to commit or rollback before it can create the replication slot.",
    "[warning] Waiting for the replication connection setup to complete... Check that you don't have pending transactions in the database. Electric has to wait for all pending transactions to commit or rollback before it can create the replication slot.",
    "[warning] Replication slot creation is blocked by a pending transaction. Electric might not be able to automatically unblock it as soon as the transaction commits/rolls back because pg_log_standby_snapshot() is undefined. Manually restarting the source may be needed once the offending transaction is no longer active.",
    "[warning] Replication slot creation is blocked by a pending transaction. Electric might not be able to automatically unblock it as soon as the transaction commits/rolls back due to the missing EXECUTE ON FUNCTION pg_log_standby_snapshot() privilege. Manually restarting the source may be needed once the offending transaction is no longer active.",
    "permission denied for function pg_log_standby_snapshot",
  ],
  patterns: [
    /check that you don't have pending transactions in the database/,
    /replication slot creation is blocked by a pending transaction/,
    /permission denied for function pg_log_standby_snapshot/,
    /timeout waiting for replication client to be ready/,
  ],
  meaning:
    "Postgres makes a slot only after every transaction that was writing at that moment has ended, in any database of the server.",
  reaction: "waits",
  electric:
    "Waits without a limit, health 202 “starting”, shapes 503. It went on within about a second of the commit in every trial.",
  steps: [
    {
      says: "Find the transactions, the oldest first.",
      code: "SELECT pid, datname, usename, state, now() - xact_start AS age, left(query, 80) AS query FROM pg_stat_activity WHERE backend_xid IS NOT NULL ORDER BY xact_start;",
    },
    {
      says: "Prepared transactions hold it as well.",
      code: "SELECT gid, prepared, owner, database FROM pg_prepared_xacts;",
    },
    { says: "Commit, roll back or end them.", code: "SELECT pg_terminate_backend(4711);" },
    {
      says: "On PostgreSQL 16 and newer, let Electric speed it up itself.",
      code: 'GRANT EXECUTE ON FUNCTION pg_log_standby_snapshot() TO "electric";',
    },
  ],
  checks: ["slot.blockers"],
  source:
    "Electric 1.7.12, connection/manager.ex 628-633 and 1188-1248; observed on PostgreSQL 15 to 17; Electric issue 2642",
});
