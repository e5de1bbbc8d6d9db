import { defineEntry } from "../define";

export const connectionTimedOut = defineEntry({
  slug: "connection-timed-out",
  title: "An open connection timed out",
  says: ["Electric"],
  samples: [
    "tcp recv: connection timed out - :etimedout",
    "ssl recv (idle): timeout",
    "ssl async_recv: timeout",
    "tcp async_recv: timeout",
    "tcp recv: timeout",
    "[warning] Database connection in replication mode failed: connection timed out",
  ],
  patterns: [
    /(?:tcp|ssl) (?:async_)?recv(?: \(idle\))?: (?:timeout|connection timed out - :etimedout)/,
    /mode failed: connection timed out/,
  ],
  meaning: "The server, or a balancer between, stopped answering on a connection that was open.",
  reaction: "retries",
  electric: "Connects again without end; shapes are kept.",
  steps: [
    { says: "Look whether the server restarted or failed over at that time." },
    {
      says: "Have the operating system notice a dead connection sooner (1.7.12 and newer, Linux).",
      code: "ELECTRIC_DATABASE_TCP_KEEPALIVE_IDLE=30s\nELECTRIC_DATABASE_TCP_KEEPALIVE_INTERVAL=10s\nELECTRIC_DATABASE_TCP_KEEPALIVE_COUNT=3",
    },
    { says: "Raise the idle timeout of a balancer or NAT between Electric and Postgres." },
  ],
  checks: ["connection.reachable"],
  source: "Electric 1.7.12, db_connection_error.ex 45-61 and connection_resolver.ex 193-232",
});
