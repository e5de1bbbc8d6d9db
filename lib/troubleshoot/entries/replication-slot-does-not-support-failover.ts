import { defineEntry } from "../define";

export const replicationSlotDoesNotSupportFailover = defineEntry({
  slug: "replication-slot-does-not-support-failover",
  title: "The replication slot does not support failover",
  says: ["Electric's guide"],
  samples: ['Error: "replication slot does not support failover"'],
  patterns: [/replication slot does not support failover/],
  meaning:
    "Electric's guide names this text; neither Electric nor Postgres is known to write it. The fact behind it is real: Electric never makes a failover slot, so a switchover loses its slot.",
  more: "sync_replication_slots alone changes nothing: the slot itself needs failover = true, which it has only when it is made beforehand or altered. A failover purges all shapes in any case, because the timeline changes.",
  reaction: "purges",
  electric:
    "After a failover without its slot it makes a new one, again without failover, and purges all shapes.",
  steps: [
    {
      says: "Make the publication first and then the slot, before Electric starts (PostgreSQL 17 and newer).",
      code: "CREATE PUBLICATION electric_publication_default;\nSELECT pg_create_logical_replication_slot('electric_slot_default', 'pgoutput', false, false, true);",
    },
    {
      says: "Or alter the slot that there is, on a replication connection, while Electric is disconnected.",
      code: 'ALTER_REPLICATION_SLOT "electric_slot_default" (FAILOVER true)',
    },
    {
      says: "On the standbys: sync_replication_slots and hot_standby_feedback on. At PlanetScale name the slot under Logical slot name too.",
    },
  ],
  checks: ["slot.failover", "server.failover_settings"],
  source: "Electric 1.7.12, connection_setup.ex 250-262; Electric issue 3848; observed on PostgreSQL 17",
});
