import { defineEntry } from "../define";

export const connectionRefused = defineEntry({
  slug: "connection-refused",
  title: "Connection refused",
  says: ["Electric"],
  samples: [
    "tcp connect (localhost:54321): connection refused - :econnrefused",
    "connection refused while trying to connect to localhost:54321",
    "[warning] Database connection in replication mode failed: connection refused while trying to connect to db.example.com:5432",
  ],
  patterns: [
    /connection refused while trying to connect to/,
    /: connection refused - :econnrefused/,
    /econnrefused/,
    /connect(?:ion)?(?: to server)?.{0,120}? failed: connection refused/,
  ],
  meaning: "Nothing listens at this host and port, or a firewall answers in the server's place.",
  more: "Inside a container, localhost is the container itself and not the machine that it runs on.",
  reaction: "retries",
  electric: "Tries again every 2 to 10 seconds without end.",
  steps: [
    { says: "Compare host and port of DATABASE_URL with the provider's page." },
    { says: "In a container, use the database's service name or host.docker.internal instead of localhost." },
    { says: "Look whether the server runs and listens on that address (listen_addresses)." },
  ],
  checks: ["connection.reachable"],
  source: "Electric 1.7.12, db_connection_error.ex 607-622",
});
