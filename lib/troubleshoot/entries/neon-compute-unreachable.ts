import { defineEntry } from "../define";

export const neonComputeUnreachable = defineEntry({
  slug: "neon-compute-unreachable",
  title: "Neon's compute cannot be reached",
  says: ["Neon"],
  samples: ["Couldn't connect to compute node"],
  patterns: [/couldn't connect to compute node/],
  meaning: "Neon's proxy could not start or reach the compute behind the endpoint.",
  reaction: "retries",
  electric: "Tries again without end.",
  steps: [
    { says: "Look at the state of the compute and of Neon's service; it mostly passes within a minute." },
  ],
  checks: ["connection.reachable"],
  source: "Electric 1.7.12, db_connection_error.ex 592-605",
});
