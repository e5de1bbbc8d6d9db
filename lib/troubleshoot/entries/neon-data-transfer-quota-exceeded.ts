import { defineEntry } from "../define";

export const neonDataTransferQuotaExceeded = defineEntry({
  slug: "neon-data-transfer-quota-exceeded",
  title: "Neon's data transfer quota is used up",
  says: ["Neon"],
  samples: ["Your project has exceeded the data transfer quota. Upgrade your plan to increase limits."],
  patterns: [/has exceeded the data transfer quota/],
  meaning:
    "The project transferred its share of this period. Initial snapshots after a purge are the largest part of Electric's.",
  reaction: "exits",
  electric: "Exits.",
  steps: [
    { says: "Raise the plan or the quota in Neon's console." },
    {
      says: "Keep Electric's storage over restarts, so that shapes are not loaded anew.",
      code: "ELECTRIC_STORAGE_DIR=/var/lib/electric",
    },
  ],
  checks: ["connection.reachable"],
  source: "Electric 1.7.12, db_connection_error.ex 549-562",
});
