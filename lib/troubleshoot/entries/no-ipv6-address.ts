import { defineEntry } from "../define";

export const noIpv6Address = defineEntry({
  slug: "no-ipv6-address",
  title: "No IPv6 address was found",
  says: ["Electric"],
  samples: [
    "[warning] Database connection failed to find valid IPv6 address for local-ipv4-only.electric-sql.dev - falling back to IPv4",
  ],
  patterns: [/failed to find valid ipv6 address for/],
  symptom: true,
  meaning: "ELECTRIC_DATABASE_USE_IPV6 is set, and the host has no IPv6 address that can be reached.",
  reaction: "continues",
  electric: "Falls back to IPv4 and goes on.",
  steps: [{ says: "Take ELECTRIC_DATABASE_USE_IPV6 out where the host has IPv4 addresses." }],
  checks: ["connection.ipv6"],
  source: "Electric 1.7.12, connection_resolver.ex 280-301",
});
