import { defineEntry } from "../define";

export const databaseUnreachable = defineEntry({
  slug: "database-unreachable",
  title: "503: Electric does not reach the database",
  says: ["Electric"],
  samples: [
    '{"code":"database_unreachable","error":"Database is unreachable"}',
    "Cannot connect to the database to verify the shape. Please try again later.",
  ],
  patterns: [/"code": ?"database_unreachable"/, /cannot connect to the database to verify the shape/],
  symptom: true,
  meaning: "Electric runs and has no usable connection. Its log names the connection's own error.",
  reaction: "refuses",
  electric: "Answers 503 with Retry-After and connects again by itself; known shapes are served meanwhile.",
  steps: [
    { says: "Paste Electric's log of that time." },
    { says: "Check the database: reachable, and not full." },
  ],
  checks: ["connection.reachable", "budget.pool_fits"],
  source: "Electric 1.7.12, plug/serve_shape_plug.ex 158 and shapes/api.ex",
});
