import { defineEntry } from "../define";

export const diskFull = defineEntry({
  slug: "disk-full",
  title: "The server's disk is full",
  says: ["Postgres"],
  samples: [
    "could not write init file: No space left on device",
    "FATAL:  53100: could not write init file: No space left on device",
  ],
  patterns: [
    /could not (?:write|extend|create|open)[^:]{0,160}: no space left on device/,
    /pg_wal[^:]{0,160}: no space left on device/,
  ],
  sqlstates: ["53100"],
  meaning:
    "Postgres has no room left. A slot that nothing reads keeps WAL without limit while max_slot_wal_keep_size is -1.",
  reaction: "retries",
  electric: "Tries again without end.",
  steps: [
    { says: "Give the volume more room first: an emergency delete of WAL files destroys the cluster." },
    {
      says: "See which slot keeps how much.",
      code: "SELECT slot_name, active, pg_size_pretty(pg_wal_lsn_diff(pg_current_wal_lsn(), restart_lsn)) AS kept FROM pg_replication_slots;",
    },
    {
      says: "Drop a slot that nothing needs any more. Electric's own is made again, and clients load their data again.",
      code: "SELECT pg_drop_replication_slot('electric_slot_default');",
    },
    { says: "Set a limit.", code: "ALTER SYSTEM SET max_slot_wal_keep_size = '20GB';" },
  ],
  checks: ["server.wal_keep", "slot.lag", "slot.orphans"],
  source: "Electric 1.7.12, db_connection_error.ex 415-422; Electric docs, guides/troubleshooting",
});
