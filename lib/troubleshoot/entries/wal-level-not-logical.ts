import { defineEntry } from "../define";

export const walLevelNotLogical = defineEntry({
  slug: "wal-level-not-logical",
  title: "wal_level is not logical",
  says: ["Postgres", "Electric"],
  samples: [
    "[emergency] Electric requires wal_level >= logical. See https://electric-sql.com/docs/guides/deployment#_1-running-postgres",
    "logical decoding requires wal_level >= logical",
    'logical decoding requires "wal_level" >= "logical"',
  ],
  patterns: [
    /logical decoding requires "?wal_level"? >= "?logical"?/,
    /electric requires wal_level >= logical/,
  ],
  meaning:
    "The server writes too little into its WAL for logical replication. Changing wal_level restarts the server.",
  reaction: "exits",
  electric: "Exits.",
  steps: [
    {
      says: "Set it, where the server's configuration is yours, and restart the server.",
      code: "ALTER SYSTEM SET wal_level = 'logical';",
    },
    {
      says: "At a provider: RDS rds.logical_replication = 1, Cloud SQL cloudsql.logical_decoding = on, Azure and PlanetScale the parameter wal_level, Neon Settings → Logical Replication.",
    },
  ],
  checks: ["server.wal_level", "server.pending_restart"],
  source: "Electric 1.7.12, db_connection_error.ex 86-100; PostgreSQL docs, 19.5.1",
});
