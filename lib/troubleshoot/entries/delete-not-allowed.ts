import { defineEntry } from "../define";

export const deleteNotAllowed = defineEntry({
  slug: "delete-not-allowed",
  title: "405: a shape cannot be deleted",
  says: ["Electric"],
  samples: ['{"message":"DELETE not allowed"}'],
  patterns: [/"message": ?"delete not allowed"/],
  meaning: "DELETE /v1/shape is there for tests alone.",
  reaction: "refuses",
  electric: "Answers 405.",
  steps: [
    { says: "In a test environment only, allow it.", code: "ELECTRIC_ENABLE_INTEGRATION_TESTING=true" },
  ],
  checks: [],
  source: "Electric 1.7.12, shapes/api/delete.ex 18",
});
