import { defineEntry } from "../define";

export const failoverSlotNotTemporary = defineEntry({
  slug: "failover-slot-not-temporary",
  title: "A temporary slot cannot be a failover slot",
  says: ["Postgres"],
  samples: ["cannot enable failover for a temporary replication slot"],
  patterns: [/cannot enable failover for a temporary replication slot/],
  meaning:
    "With CLEANUP_REPLICATION_SLOTS_ON_SHUTDOWN Electric's slot is temporary: it ends with the connection, and no standby keeps a copy.",
  reaction: "not electric",
  electric: "Goes on with its temporary slot and purges all shapes at each start.",
  steps: [
    {
      says: "Take the variable out, so that the slot is permanent.",
      code: "CLEANUP_REPLICATION_SLOTS_ON_SHUTDOWN=false",
    },
  ],
  checks: ["slot.failover"],
  source: "Verified on PostgreSQL 17 and 18; Electric 1.7.12, runtime.exs 279",
});
