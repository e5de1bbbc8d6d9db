import { defineEntry } from "../define";

export const noPgHbaEntry = defineEntry({
  slug: "no-pg-hba-entry",
  title: "No pg_hba.conf entry",
  says: ["Postgres", "Electric"],
  samples: [
    'no pg_hba.conf entry for host "89.105.67.212", user "postgres", database "postgres", SSL encryption',
    'Connection rejected: no pg_hba.conf entry for host "89.105.67.212", user "postgres", database "postgres", GSS encryption',
  ],
  patterns: [/no pg_hba\.conf entry for/, /connection rejected: no pg_hba\.conf entry for/],
  sqlstates: ["28000"],
  meaning: "No line of pg_hba.conf, or of the provider's allow-list, is for this user, database and address.",
  more: "For logical replication a line has to name the database: the keyword replication is for physical replication alone.",
  reaction: "exits",
  electric: "Exits.",
  steps: [
    {
      says: "Add a line for Electric's role, database and address with the method scram-sha-256.",
      code: "hostssl orders electric 10.0.0.0/8 scram-sha-256",
    },
    { says: "Have the server read it.", code: "SELECT pg_reload_conf();" },
    { says: "At a provider, add the machine's address to the allowed addresses." },
  ],
  checks: ["role.access_rules", "connection.reachable"],
  source: "Electric 1.7.12, db_connection_error.ex 234-249; PostgreSQL docs, 20.1",
});
