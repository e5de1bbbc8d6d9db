import { defineEntry } from "../define";

export const publicationDropSkipped = defineEntry({
  slug: "publication-drop-skipped",
  title: "Electric kept the publication",
  says: ["Electric"],
  samples: ["Skipping publication drop, manual_table_publishing is enabled"],
  patterns: [/skipping publication drop, manual_table_publishing is enabled/],
  symptom: true,
  meaning: "During a reset in manual mode the publication is yours and stays.",
  reaction: "continues",
  electric: "Drops its slot alone. The error before it is the reason of the reset.",
  steps: [{ says: "Paste the lines before it." }],
  checks: ["publication.exists"],
  source: "Electric 1.7.12, connection/manager.ex 1334-1384",
});
