import { defineEntry } from "../define";

export const shapeNotCreated = defineEntry({
  slug: "shape-not-created",
  title: "503: the shape could not be created",
  says: ["Electric"],
  samples: ["Failed to create shape, please retry", '{"message":"Failed to create shape, please retry"}'],
  patterns: [/failed to create shape, please retry/],
  symptom: true,
  meaning: "The shape ended while it was being made. Electric's log at that second names the reason.",
  reaction: "refuses",
  electric: "Answers 503 with Retry-After 1; clients try again by themselves.",
  steps: [{ says: "Where it lasts, paste Electric's log of that time." }],
  checks: ["electric.health"],
  source: "Electric 1.7.12, shapes/api.ex 354",
});
