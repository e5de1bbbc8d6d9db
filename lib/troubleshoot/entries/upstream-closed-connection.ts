import { defineEntry } from "../define";

export const upstreamClosedConnection = defineEntry({
  slug: "upstream-closed-connection",
  title: "A proxy lost the database behind it",
  says: ["PlanetScale", "Electric"],
  samples: [
    "connection closed by upstream database",
    "connection closed by upstream database\nThe upstream Postgres database has closed the connection.",
    "failed to connect to upstream",
    "connection retry timeout - branch nk35mx55qq unavailable after 30s",
    "no primary available for branch nk35mx55qq",
  ],
  patterns: [
    /connection closed by upstream database/,
    /the upstream postgres database has closed the connection/,
    /failed to connect to upstream/,
    /connection retry timeout - branch/,
    /no (?:primary|replica) available for branch/,
  ],
  sqlstates: ["08006"],
  meaning:
    "The provider's proxy answered, and the server behind it was away: a restart, a switchover or a sleeping branch.",
  reaction: "retries",
  electric: "Tries again without end. After a switchover the timeline has changed and all shapes are purged.",
  steps: [
    { says: "Look at the branch's state and events in the provider's console." },
    { says: "Wait where a parameter change or a switchover is under way: it takes some seconds." },
  ],
  checks: ["connection.reachable"],
  source:
    "Electric 1.7.12, db_connection_error.ex 290-301; PlanetScale docs, connecting/client-error-reference",
});
