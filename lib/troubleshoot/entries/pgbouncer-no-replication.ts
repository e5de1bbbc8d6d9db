import { defineEntry } from "../define";

export const pgbouncerNoReplication = defineEntry({
  slug: "pgbouncer-no-replication",
  title: "The pooler refuses a replication connection",
  says: ["PgBouncer"],
  samples: [
    "unsupported startup parameter: replication",
    "FATAL:  08P01: unsupported startup parameter: replication",
  ],
  patterns: [/unsupported startup parameter: replication/],
  sqlstates: ["08P01"],
  meaning:
    "DATABASE_URL leads to a pooler (PgBouncer older than 1.23), and Electric's replication connection has to be direct.",
  reaction: "retries",
  electric: "Does not recognise the text and tries again without end.",
  steps: [
    {
      says: "Use the direct address: port 5432 at PlanetScale, the host without -pooler at Neon, db.<ref>.supabase.co at Supabase.",
    },
    {
      says: "The pooler may carry the snapshot part of the pool.",
      code: "ELECTRIC_POOLED_DATABASE_URL=postgresql://electric:…@pooler.example.com:6432/orders",
    },
  ],
  checks: ["connection.direct"],
  source: "PgBouncer 1.18.0 run; Electric 1.7.12, db_connection_error.ex 497-506",
  inContainer: ({ env }) => {
    const url = env.get("DATABASE_URL") ?? "";
    const isPooler = /@[^/?]*(?::(?:6432|6543)\b|-pooler\.|\.pooler\.)/.test(url);
    return isPooler ? "DATABASE_URL has the host or port of a pooler" : null;
  },
});
