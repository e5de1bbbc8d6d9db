import { defineEntry } from "../define";

export const maxWalSendersExceeded = defineEntry({
  slug: "max-wal-senders-exceeded",
  title: "No WAL sender is free",
  says: ["Postgres", "Electric"],
  samples: [
    "number of requested standby connections exceeds max_wal_senders (currently 5)",
    'number of requested standby connections exceeds "max_wal_senders" (currently 10)',
  ],
  patterns: [/number of requested standby connections exceeds "?max_wal_senders"?/],
  meaning:
    "All of max_wal_senders are in use by standbys, other replication clients or Electrics. Electric needs one, and two during a rolling deploy.",
  reaction: "retries",
  electric: "Tries again without end; health answers 202 “waiting”.",
  steps: [
    {
      says: "See which clients hold the WAL senders, and end those that are not needed.",
      code: "SELECT pid, usename, application_name, client_addr, state FROM pg_stat_replication;",
    },
    { says: "Raise max_wal_senders. It restarts the server.", code: "SHOW max_wal_senders;" },
  ],
  checks: ["server.wal_senders"],
  source: "Electric 1.7.12, db_connection_error.ex 277-288; PostgreSQL docs, 19.6.1",
});
