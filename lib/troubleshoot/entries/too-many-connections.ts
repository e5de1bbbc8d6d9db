import { defineEntry } from "../define";

export const tooManyConnections = defineEntry({
  slug: "too-many-connections",
  title: "Too many connections",
  says: ["Postgres", "Electric", "PlanetScale", "Electric's guide"],
  samples: [
    "sorry, too many clients already",
    "FATAL:  53300: sorry, too many clients already",
    "[warning] Database connection in connection_pool mode failed: sorry, too many clients already (PG code: 53300, PG routine: InitProcess)",
    "remaining connection slots are reserved for non-replication superuser connections",
    "remaining connection slots are reserved for roles with the SUPERUSER attribute",
    'remaining connection slots are reserved for roles with privileges of the "pg_use_reserved_connections" role',
    "Timeout waiting for database connection pool (snapshot) to be ready: remaining connection slots are reserved for roles with the SUPERUSER attribute",
    'Error: "too many connections"',
  ],
  patterns: [
    /sorry, too many clients already/,
    /remaining connection slots are reserved for (?:non-replication superuser connections|roles with (?:the superuser attribute|privileges of the))/,
    /too many connections/,
    /too_many_connections/,
  ],
  sqlstates: ["53300"],
  meaning:
    "Electric's pool (20 by default) and all other sessions together exceed the usable connections, which are max_connections without the reserved ones.",
  more: "Electric takes its pool whole or not at all: with one connection too few it does not become active. Its replication connection takes none of max_connections.",
  reaction: "retries",
  electric:
    "Tries again every 2 to 10 seconds without end, with up to three times its pool in attempts, and takes each connection that comes free from all other clients. Health answers 202 “starting” or “waiting”.",
  steps: [
    {
      says: "Make Electric's pool smaller. The admin part is a quarter of it, at least 1 and at most 4.",
      code: "ELECTRIC_DB_POOL_SIZE=10",
    },
    {
      says: "Move the snapshot part of the pool to a pooler: then only the admin part and the replication connection are direct.",
      code: "ELECTRIC_POOLED_DATABASE_URL=postgresql://electric:…@pooler.example.com:6432/orders?sslmode=require",
    },
    { says: "Close idle sessions of the other clients, or put them behind a pooler." },
    {
      says: "Raise max_connections to the figure of the check budget.pool_fits, at least three times the pool. It restarts the server.",
      code: "SHOW max_connections;",
    },
  ],
  checks: ["budget.pool_fits", "budget.headroom", "budget.deploy_fits"],
  source:
    "Electric 1.7.12, db_connection_error.ex 277-320 and connection/manager.ex 243-264; observed on PostgreSQL 14 to 18",
});
