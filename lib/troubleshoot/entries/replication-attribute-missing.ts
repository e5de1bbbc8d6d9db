import { defineEntry } from "../define";

export const replicationAttributeMissing = defineEntry({
  slug: "replication-attribute-missing",
  title: "The role lacks REPLICATION",
  says: ["Electric", "Postgres"],
  samples: [
    "[emergency] User does not have the REPLICATION attribute. See https://electric-sql.com/docs/guides/deployment#_1-running-postgres",
    "permission denied to start WAL sender",
    "FATAL:  permission denied to start WAL sender\nDETAIL:  Only roles with the REPLICATION attribute may start a WAL sender process.",
  ],
  patterns: [
    /user does not have the replication attribute/,
    /permission denied to start wal sender/,
    /only roles with the replication attribute may start a wal sender process/,
  ],
  meaning:
    "Electric opens a replication connection before anything else, and its role has no REPLICATION attribute. Membership in a role that has it does not count.",
  reaction: "exits",
  electric: "Exits (PostgreSQL 16 and newer).",
  steps: [
    {
      says: "Give the role the attribute, as an administrator that has it itself.",
      code: 'ALTER ROLE "electric" REPLICATION;',
    },
    {
      says: "On Amazon RDS and Aurora, the group stands for it.",
      code: 'GRANT rds_replication TO "electric";',
    },
    {
      says: "On PlanetScale a managed role gets it only when it is made, with inherited role postgres; by SQL the default role postgres can give it.",
    },
  ],
  checks: ["role.replication"],
  source: "Electric 1.7.12, db_connection_error.ex 175-190; observed on PostgreSQL 17",
});
