import { defineEntry } from "../define";

export const poolCheckoutTimeout = defineEntry({
  slug: "pool-checkout-timeout",
  title: "No connection of the pool came free in time",
  says: ["Electric"],
  samples: [
    "client #PID<0.4201.0> timed out because it queued and checked out the connection for longer than 3000ms",
    "timed out trying to acquire connection from pool",
  ],
  patterns: [
    /timed out because it queued and checked out the connection for longer than/,
    /timed out trying to acquire connection from pool/,
  ],
  meaning:
    "All connections of Electric's pool were busy, with long snapshots or with queries that wait for a lock.",
  reaction: "retries",
  electric: "Tries again; the request that waited gets an error.",
  steps: [
    {
      says: "See what its sessions do.",
      code: "SELECT pid, state, wait_event_type, now() - query_start AS since, left(query, 80) AS query FROM pg_stat_activity WHERE usename = 'electric' ORDER BY query_start;",
    },
    { says: "Put an index behind each shape's where clause." },
    { says: "Raise the pool where connections are left.", code: "ELECTRIC_DB_POOL_SIZE=30" },
  ],
  checks: ["budget.pool_size", "budget.headroom", "slot.blockers"],
  source: "Electric 1.7.12, db_connection_error.ex 677-689",
});
