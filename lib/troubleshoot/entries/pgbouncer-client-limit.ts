import { defineEntry } from "../define";

export const pgbouncerClientLimit = defineEntry({
  slug: "pgbouncer-client-limit",
  title: "The pooler takes no more clients",
  says: ["PgBouncer"],
  samples: ["no more connections allowed (max_client_conn)"],
  patterns: [/no more connections allowed \(max_client_conn\)/],
  meaning:
    "The pooler's max_client_conn is reached. Electric's snapshot pool takes 16 of them with the default pool of 20.",
  reaction: "retries",
  electric: "Does not recognise the text and tries again without end.",
  steps: [
    { says: "Raise max_client_conn (100 by default at PlanetScale); PgBouncer reads it without a restart." },
    { says: "Or make Electric's pool smaller.", code: "ELECTRIC_DB_POOL_SIZE=10" },
  ],
  checks: ["budget.pool_size", "connection.direct"],
  source: "PgBouncer 1.18.0 and 1.25.2 run; PlanetScale docs, connecting/pgbouncer",
});
