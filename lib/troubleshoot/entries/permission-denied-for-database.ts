import { defineEntry } from "../define";

export const permissionDeniedForDatabase = defineEntry({
  slug: "permission-denied-for-database",
  title: "Permission denied for the database",
  says: ["Postgres"],
  samples: [
    "permission denied for database orders",
    'FATAL:  permission denied for database "orders"\nDETAIL:  User does not have CONNECT privilege.',
  ],
  patterns: [/permission denied for database/, /user does not have connect privilege/],
  meaning: "The role lacks CONNECT on the database, or CREATE where it was about to make a publication.",
  reaction: "exits",
  electric: "Without CREATE it goes on where the publication is there, and exits where it is not.",
  steps: [{ says: "Grant what it lacks.", code: 'GRANT CONNECT, CREATE ON DATABASE orders TO "electric";' }],
  checks: ["role.connect", "role.create_publication"],
  source: "Electric 1.7.12, connection_setup.ex 149-215; verified on PostgreSQL 14 to 18",
});
