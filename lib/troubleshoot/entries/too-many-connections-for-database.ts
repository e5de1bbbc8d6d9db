import { defineEntry } from "../define";

export const tooManyConnectionsForDatabase = defineEntry({
  slug: "too-many-connections-for-database",
  title: "Too many connections for the database",
  says: ["Postgres", "Electric"],
  samples: [
    'too many connections for database "orders"',
    'FATAL:  too many connections for database "orders"',
  ],
  patterns: [/too many connections for database "[^"]{1,200}"/],
  meaning: "The database has a CONNECTION LIMIT, and the sessions of all clients together reached it.",
  reaction: "retries",
  electric:
    "Tries again without end. Its replication connection gets in, so the slot exists and keeps WAL meanwhile.",
  steps: [
    {
      says: "Raise or lift the limit of the database.",
      code: 'ALTER DATABASE "orders" CONNECTION LIMIT -1;',
    },
    { says: "Or make Electric's pool smaller.", code: "ELECTRIC_DB_POOL_SIZE=10" },
  ],
  checks: ["budget.database_limit"],
  source: "Electric 1.7.12, db_connection_error.ex 277-288; texts verified on PostgreSQL 14 to 18",
});
