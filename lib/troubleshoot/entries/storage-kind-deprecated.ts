import { defineEntry } from "../define";

export const storageKindDeprecated = defineEntry({
  slug: "storage-kind-deprecated",
  title: "ELECTRIC_STORAGE has a value of an older version",
  says: ["Electric"],
  samples: [
    '"file" storage is deprecated. Please change to "fast_file"',
    "storage must be one of: MEMORY, FAST_FILE, LEGACY_FILE",
  ],
  patterns: [
    /storage is deprecated\. please change to "fast_file"/,
    /storage must be one of: memory, fast_file/,
  ],
  meaning: "FILE and LEGACY_FILE are gone; FAST_FILE is the default.",
  reaction: "exits",
  electric: "Does not start.",
  steps: [{ says: "Take the variable out, or name the new kind.", code: "ELECTRIC_STORAGE=FAST_FILE" }],
  checks: [],
  source: "Electric 1.7.12, runtime.exs 122",
});
