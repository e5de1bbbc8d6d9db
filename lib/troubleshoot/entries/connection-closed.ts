import { defineEntry } from "../define";

export const connectionClosed = defineEntry({
  slug: "connection-closed",
  title: "The connection was closed",
  says: ["Electric"],
  samples: [
    "tcp recv (idle): closed",
    "ssl recv (idle): closed",
    "tcp recv: closed",
    "ssl recv: closed",
    "ssl connect: closed",
    "ssl async_recv: closed",
    "tcp send: closed",
    "connection closed while connecting to the database",
    "connection closed while talking to the database",
  ],
  patterns: [
    /(?:tcp|ssl) (?:async_)?(?:recv|send|connect)(?: \(idle\))?: closed/,
    /connection closed while (?:connecting|talking) to the database/,
  ],
  symptom: true,
  meaning:
    "The server or something between closed the connection without a message. The server's own log has the reason.",
  more: "A restart, a failover, pg_terminate_backend, a balancer's idle timeout and a server that runs out of memory look alike from here.",
  reaction: "retries",
  electric:
    "Connects again without end; shapes are kept. A replication session that was killed was back in 0.15 s, a restarted Postgres within 8 s.",
  steps: [
    { says: "Read the server's log, or the provider's event list, at that second." },
    { says: "Where it happens every few minutes, compare the distance with a balancer's idle timeout." },
  ],
  checks: ["connection.reachable"],
  source: "Electric 1.7.12, db_connection_error.ex 25-74; observed on PostgreSQL 17",
});
