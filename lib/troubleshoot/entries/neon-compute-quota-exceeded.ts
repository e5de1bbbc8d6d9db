import { defineEntry } from "../define";

export const neonComputeQuotaExceeded = defineEntry({
  slug: "neon-compute-quota-exceeded",
  title: "Neon's compute quota is used up",
  says: ["Neon"],
  samples: [
    "Your account or project has exceeded the compute time quota. Upgrade your plan to increase limits.",
  ],
  patterns: [/has exceeded the compute time quota/],
  meaning:
    "The project used its compute time of this period. Electric's connection keeps a compute from going to sleep.",
  reaction: "exits",
  electric: "Exits.",
  steps: [
    { says: "Raise the plan or the quota in Neon's console." },
    {
      says: "Let Electric close its connections while nothing changes. WAL is kept meanwhile.",
      code: "ELECTRIC_REPLICATION_IDLE_TIMEOUT=5min",
    },
  ],
  checks: ["connection.reachable"],
  source: "Electric 1.7.12, db_connection_error.ex 534-547; Electric issue 2792",
});
