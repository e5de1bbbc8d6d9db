import { defineEntry } from "../define";

export const domainDoesNotExist = defineEntry({
  slug: "domain-does-not-exist",
  title: "The host name does not resolve",
  says: ["Electric"],
  samples: [
    "tcp connect (dbserver.example:5555): non-existing domain - :nxdomain",
    "domain does not exist: dbserver.example",
    "[emergency] domain does not exist: dbserver.example",
  ],
  patterns: [/non-existing domain - :nxdomain/, /domain does not exist: \S/, /getaddrinfo enotfound/],
  meaning:
    "The name has no IPv4 address from where Electric runs: it is mistyped, private to another network, or has IPv6 addresses alone.",
  more: "Electric asks for IPv4 unless it is told otherwise, and does not fall back to IPv6.",
  reaction: "exits",
  electric: "Exits. An orchestrator that restarts it makes this look like a crash loop.",
  steps: [
    { says: "Compare the host in DATABASE_URL with the provider's page." },
    {
      says: "Where the host has only IPv6 addresses (Supabase's direct host, for one), set this.",
      code: "ELECTRIC_DATABASE_USE_IPV6=true",
    },
    { says: "For a private name, run Electric in that network." },
  ],
  checks: ["connection.ipv6", "connection.reachable"],
  source: "Electric 1.7.12, db_connection_error.ex 575-590 and connection_resolver.ex 280-301",
});
