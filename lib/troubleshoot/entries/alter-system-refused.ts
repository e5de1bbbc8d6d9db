import { defineEntry } from "../define";

export const alterSystemRefused = defineEntry({
  slug: "alter-system-refused",
  title: "ALTER SYSTEM is refused",
  says: ["Postgres"],
  samples: [
    "must be superuser to execute ALTER SYSTEM command",
    'permission denied to set parameter "wal_level"',
  ],
  patterns: [/must be superuser to execute alter system command/, /permission denied to set parameter/],
  meaning:
    "Settings of the server are the provider's to change: in its console, a parameter group or its API.",
  reaction: "not electric",
  electric: "Has no part in it.",
  steps: [
    {
      says: "Change the setting in the provider's console. wal_level, max_connections, max_replication_slots and max_wal_senders restart the server.",
    },
  ],
  checks: ["server.wal_level", "server.replication_slots", "server.wal_senders", "server.pending_restart"],
  source: "Verified on PostgreSQL 14 to 18",
});
