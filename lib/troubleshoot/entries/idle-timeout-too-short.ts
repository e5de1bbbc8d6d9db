import { defineEntry } from "../define";

export const idleTimeoutTooShort = defineEntry({
  slug: "idle-timeout-too-short",
  title: "ELECTRIC_REPLICATION_IDLE_TIMEOUT is too short",
  says: ["Electric"],
  samples: [
    "Invalid value for ELECTRIC_REPLICATION_IDLE_TIMEOUT: 10000. The minimum supported timeout is 30sec.",
  ],
  patterns: [/invalid value for electric_replication_idle_timeout/],
  meaning: "Electric takes 0 (off) or at least 30 seconds.",
  reaction: "exits",
  electric: "Does not start.",
  steps: [{ says: "Set a longer time, or turn it off.", code: "ELECTRIC_REPLICATION_IDLE_TIMEOUT=5min" }],
  checks: ["slot.deadline"],
  source: "Electric 1.7.12, runtime.exs 332",
});
