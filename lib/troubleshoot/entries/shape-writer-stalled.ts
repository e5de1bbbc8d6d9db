import { defineEntry } from "../define";

export const shapeWriterStalled = defineEntry({
  slug: "shape-writer-stalled",
  title: "A shape's writer made no progress",
  says: ["Electric"],
  samples: [
    'Writers for shapes ["1234-5678"] have made no flush progress in over 60000ms, removing the shapes to unpin the flush boundary',
  ],
  patterns: [/have made no flush progress in over \d{1,12}ms/],
  meaning:
    "Writing a shape to disk hung for longer than the grace period (1 minute), which would have kept WAL without limit.",
  reaction: "refuses",
  electric: "Removes these shapes, so that the slot advances; their clients get 409 and load them again.",
  steps: [
    { says: "Look at the disk under ELECTRIC_STORAGE_DIR: full, slow or on the network." },
    {
      says: "Give it more time where the disk is slow by design.",
      code: "ELECTRIC_FLUSH_STALL_GRACE_PERIOD=5min",
    },
  ],
  checks: ["slot.lag"],
  source: "Electric 1.7.12, shape_log_collector.ex 593",
});
