import { defineEntry } from "../define";

export const containerOutOfMemory = defineEntry({
  slug: "container-out-of-memory",
  title: "The container ran out of memory",
  says: ["Docker", "Kubernetes"],
  samples: ['"OOMKilled": true', "Reason:       OOMKilled\nExit Code:    137"],
  patterns: [/"?oomkilled"?: true/, /reason: oomkilled/],
  meaning: "The kernel killed Electric because it took more memory than the container's limit.",
  reaction: "exits",
  electric: "Is killed without a word in its log. With its storage kept it goes on where it was.",
  steps: [
    { says: "Raise the memory limit of the container." },
    {
      says: "Look for what grew: large transactions, many shapes, an ELECTRIC_PROMETHEUS_PORT that nothing scrapes.",
    },
  ],
  checks: ["electric.health"],
  source: "Docker docs, docker inspect; Electric docs, api/config",
  inContainer: ({ oomKilled, exitCode }) =>
    oomKilled ? `State.OOMKilled is true, exit code ${exitCode ?? "unknown"}` : null,
});
