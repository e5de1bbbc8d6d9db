import { defineEntry } from "../define";

export const poolClientExited = defineEntry({
  slug: "pool-client-exited",
  title: "A request gave its connection up",
  says: ["Electric"],
  samples: [
    "client #PID<0.4201.0> exited",
    "[warning] Database connection in connection_pool mode failed: connection exited",
  ],
  patterns: [/client #pid<[\d.]{1,40}> exited/, /mode failed: connection exited/],
  symptom: true,
  meaning: "The process that used a connection of the pool ended, most often because its client hung up.",
  reaction: "retries",
  electric: "Opens the connection again.",
  steps: [
    {
      says: "Nothing is to be done where it stands alone. In numbers, look for timeouts of a proxy before Electric.",
    },
  ],
  checks: [],
  source: "Electric 1.7.12, db_connection_error.ex 691-702",
});
