import { defineEntry } from "../define";

export const allShapesPurged = defineEntry({
  slug: "all-shapes-purged",
  title: "Electric purged all shapes",
  says: ["Electric"],
  samples: ["[notice] Purging all shapes."],
  patterns: [/purging all shapes/],
  symptom: true,
  meaning:
    "Electric threw its stored data away and begins anew. The lines before it name the reason; at the very first start there is none.",
  reaction: "purges",
  electric: "Answers 409 “must-refetch” to each client, which loads its shape again.",
  steps: [
    { says: "Paste the 50 lines before it." },
    {
      says: "Keep storage and slot together over restarts: a lost volume or a temporary slot purges at every start.",
      code: "ELECTRIC_STORAGE_DIR=/var/lib/electric\nCLEANUP_REPLICATION_SLOTS_ON_SHUTDOWN=false",
    },
  ],
  checks: ["slot.state", "publication.exists", "tables.replica_identity"],
  source: "Electric 1.7.12, connection/manager.ex 455-500 and 798-808",
});
