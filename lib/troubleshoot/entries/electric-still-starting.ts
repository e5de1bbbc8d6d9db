import { defineEntry } from "../define";

export const electricStillStarting = defineEntry({
  slug: "electric-still-starting",
  title: "Electric is still starting",
  says: ["Electric"],
  samples: [
    "Timeout waiting for shape metadata to be loaded",
    "Timeout waiting for shape data to be loaded",
    "Timeout waiting for stack restart",
    "Timeout waiting for integrety checks",
    "Stack not ready after 5000ms. Reason: Timeout waiting for shape metadata to be loaded",
  ],
  patterns: [
    /timeout waiting for (?:shape metadata to be loaded|shape data to be loaded|stack restart|integrety checks)/,
  ],
  symptom: true,
  meaning: "A request came while Electric read its stored shapes or restarted a part of itself.",
  reaction: "refuses",
  electric: "Answers 503 with Retry-After 5 until it is ready.",
  steps: [
    { says: "Try again after some seconds; clients do so by themselves." },
    { says: "Where it lasts, paste the log since the start." },
  ],
  checks: ["electric.health"],
  source: "Electric 1.7.12, status_monitor.ex 400-437",
});
