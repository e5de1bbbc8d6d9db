import { defineEntry } from "../define";

export const replicationSlotActive = defineEntry({
  slug: "replication-slot-active",
  title: "The replication slot is in use",
  says: ["Postgres", "Electric"],
  samples: [
    'replication slot "electric_slot_default" is active for PID 4711',
    "Replication slot already in use by another database connection, possibly external to Electric.",
  ],
  patterns: [
    /replication slot "[^"]{1,200}" is active for pid \d/,
    /replication slot already in use by another database connection/,
  ],
  sqlstates: ["55006"],
  meaning:
    "Another session reads this slot: a second Electric, one that was not stopped, or another program with the same slot name.",
  more: "After a machine is lost its session stays until the server notices, by tcp_keepalives or wal_sender_timeout.",
  reaction: "retries",
  electric: "Tries again without end. In a rolling deploy this ends when the old instance stops.",
  steps: [
    {
      says: "See which session reads it.",
      code: "SELECT s.slot_name, s.active_pid, a.usename, a.client_addr, a.backend_start FROM pg_replication_slots s JOIN pg_stat_activity a ON a.pid = s.active_pid;",
    },
    {
      says: "End it where it should not be there.",
      code: "SELECT pg_terminate_backend(active_pid) FROM pg_replication_slots WHERE slot_name = 'electric_slot_default';",
    },
    { says: "Give a second Electric a stream id of its own.", code: "ELECTRIC_REPLICATION_STREAM_ID=second" },
  ],
  checks: ["slot.state", "electric.health"],
  source: "Electric 1.7.12, db_connection_error.ex 154-173; Electric issues 1749 and 1960",
});
