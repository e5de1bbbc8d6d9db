import { defineEntry } from "../define";

export const databaseDoesNotExist = defineEntry({
  slug: "database-does-not-exist",
  title: "The database does not exist",
  says: ["Postgres", "Electric"],
  samples: [
    'database "foo" does not exist',
    '[emergency] database "foo" does not exist',
    'FATAL:  3D000: database "orders" does not exist',
  ],
  patterns: [/database "[^"]{1,200}" does not exist/],
  sqlstates: ["3D000"],
  meaning:
    "The name in DATABASE_URL is no database of this server. Without a name in the address Electric takes the user's.",
  reaction: "exits",
  electric: "Exits.",
  steps: [
    { says: "Compare the name: it is case-sensitive here.", code: "SELECT datname FROM pg_database;" },
    {
      says: "Write the database into the address, after the port.",
      code: "DATABASE_URL=postgresql://electric:…@db.example.com:5432/orders?sslmode=require",
    },
  ],
  checks: ["connection.reachable", "connection.url"],
  source: "Electric 1.7.12, db_connection_error.ex 400-404 and 508-517, config.ex 466-468",
});
