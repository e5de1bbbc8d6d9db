import { defineEntry } from "../define";

export const slotSyncNeedsDbname = defineEntry({
  slug: "slot-sync-needs-dbname",
  title: "The standby cannot synchronise slots",
  says: ["Postgres"],
  samples: ['replication slot synchronization requires "dbname" to be specified in "primary_conninfo"'],
  patterns: [/replication slot synchronization requires "?dbname"? to be specified in "?primary_conninfo"?/],
  meaning:
    "The standby's primary_conninfo names no database, so that it copies no slot and a failover loses Electric's.",
  reaction: "not electric",
  electric: "Notices nothing until the failover; then it makes a new slot and purges all shapes.",
  steps: [
    {
      says: "On the standby, add dbname to primary_conninfo and reload.",
      code: "primary_conninfo = 'host=primary user=replicator dbname=postgres'",
    },
  ],
  checks: ["server.failover_settings", "slot.failover"],
  source: "Verified on PostgreSQL 17 and 18 with a standby",
});
