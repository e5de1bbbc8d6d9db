import { defineEntry } from "../define";

export const introspectionFailed = defineEntry({
  slug: "introspection-failed",
  title: "Electric cannot read a table's definition",
  says: ["Electric"],
  samples: [
    "[warning] Failed to introspect relation public.items: :connection_not_available. Replication is paused until introspection succeeds",
    "Replication is paused until introspection succeeds",
  ],
  patterns: [/replication is paused until introspection succeeds/, /failed to introspect relations? /],
  meaning:
    "A change came for a table whose columns Electric could not look up: its admin pool had no connection, or the catalogues are closed to its role.",
  reaction: "waits",
  electric: "Holds the stream until it succeeds. The slot keeps WAL meanwhile.",
  steps: [
    { says: "Read the reason in the line; most often the database is full or away." },
    { says: "Check that the role may read the system catalogues." },
  ],
  checks: ["role.catalogues", "budget.pool_fits", "slot.lag"],
  source: "Electric 1.7.12, shape_log_collector.ex 854 and 982",
});
