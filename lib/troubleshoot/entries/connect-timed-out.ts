import { defineEntry } from "../define";

export const connectTimedOut = defineEntry({
  slug: "connect-timed-out",
  title: "The connection attempt timed out",
  says: ["Electric"],
  samples: [
    "tcp connect (localhost:54321): timeout",
    "tcp connect (localhost:54321): connection timed out - :etimedout",
    "connection timed out while trying to connect to localhost:54321",
  ],
  patterns: [
    /tcp connect \([^)]{1,200}\): (?:timeout|connection timed out - :etimedout)/,
    /connection timed out while trying to connect to/,
  ],
  meaning:
    "No answer came from this address within 15 seconds (30 for the replication connection): a firewall or an allow-list drops the packets, or the host is wrong.",
  reaction: "retries",
  electric: "Tries again without end.",
  steps: [
    {
      says: "Add the address of the machine that runs Electric to the provider's allow-list or the security group.",
    },
    { says: "Use the direct host of the database, not the pooler's." },
    { says: "Where the host has only IPv6 addresses, set this.", code: "ELECTRIC_DATABASE_USE_IPV6=true" },
  ],
  checks: ["connection.reachable", "connection.ipv6"],
  source: "Electric 1.7.12, db_connection_error.ex 660-675; Electric docs, guides/deployment",
});
