import { defineEntry } from "../define";

export const tableTruncated = defineEntry({
  slug: "table-truncated",
  title: "A table was truncated",
  says: ["Electric"],
  samples: ["Truncate operation encountered while processing txn 4711 for 1234-5678"],
  patterns: [/truncate operation encountered while processing txn/],
  symptom: true,
  meaning: "TRUNCATE invalidates every shape on the table.",
  reaction: "refuses",
  electric:
    "Removes the shapes on the table; clients get 409 and load them again. In automatic mode the table leaves the publication until the next shape.",
  steps: [{ says: "Use DELETE where clients are many and rows are few." }],
  checks: ["publication.tables"],
  source: "Electric 1.7.12, consumer.ex 1035-1044; Electric issue 4773",
});
