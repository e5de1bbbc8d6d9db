import { defineEntry } from "../define";

export const poolSizeBelowMinimum = defineEntry({
  slug: "pool-size-below-minimum",
  title: "The pool size is below 2",
  says: ["Electric"],
  samples: ["The configured connection pool size 1 is below the minimum of 2"],
  patterns: [/the configured connection pool size -?\d{1,6} is below the minimum of 2/],
  meaning:
    "ELECTRIC_DB_POOL_SIZE is 0, 1 or empty. Electric opens one admin and one snapshot connection all the same.",
  reaction: "continues",
  electric: "Goes on with 2 connections.",
  steps: [{ says: "Say what it does.", code: "ELECTRIC_DB_POOL_SIZE=2" }],
  checks: ["budget.pool_size"],
  source: "Electric 1.7.12, connection/manager.ex 243-264",
  inContainer: ({ env }) => {
    const size = env.get("ELECTRIC_DB_POOL_SIZE");
    return size !== undefined && /^\s*[01]?\s*$/.test(size)
      ? `ELECTRIC_DB_POOL_SIZE is “${size.trim()}”`
      : null;
  },
});
