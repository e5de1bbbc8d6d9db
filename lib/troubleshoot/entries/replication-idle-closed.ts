import { defineEntry } from "../define";

export const replicationIdleClosed = defineEntry({
  slug: "replication-idle-closed",
  title: "Electric went to sleep",
  says: ["Electric"],
  samples: [
    "[notice] Closing all database connections after the replication stream has been idle for 300 seconds",
  ],
  patterns: [/closing all database connections after the replication stream has been idle for/],
  symptom: true,
  meaning: "ELECTRIC_REPLICATION_IDLE_TIMEOUT is set, and nothing that is published changed for that long.",
  more: "The slot is inactive meanwhile and keeps WAL. Neon drops idle slots; at PlanetScale a failover slot that does not advance for 300 seconds can be lost.",
  reaction: "continues",
  electric: "Closes all connections, keeps health at 200 “active”, and wakes with the next shape request.",
  steps: [
    { says: "Nothing is to be done where that is wanted." },
    { says: "Else turn it off.", code: "ELECTRIC_REPLICATION_IDLE_TIMEOUT=0" },
  ],
  checks: ["slot.deadline", "server.wal_keep"],
  source: "Electric 1.7.12, replication_client.ex 319-327 and connection/manager.ex 693-709",
});
