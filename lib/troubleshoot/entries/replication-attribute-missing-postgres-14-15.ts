import { defineEntry } from "../define";

export const replicationAttributeMissingPostgres1415 = defineEntry({
  slug: "replication-attribute-missing-postgres-14-15",
  title: "The role lacks REPLICATION (PostgreSQL 14 and 15)",
  says: ["Postgres"],
  samples: [
    "must be superuser or replication role to start walsender",
    "FATAL:  must be superuser or replication role to start walsender",
  ],
  patterns: [/must be superuser or replication role to start walsender/],
  meaning:
    "Electric's role has no REPLICATION attribute. On PostgreSQL 14 and 15 only a superuser can give it.",
  reaction: "retries",
  electric:
    "Does not recognise the text, tries again without end, and answers 202 “waiting”: nothing but its log names the cause.",
  steps: [
    { says: "Have a superuser give the role the attribute.", code: 'ALTER ROLE "electric" REPLICATION;' },
    {
      says: "On Amazon RDS and Aurora, the group stands for it.",
      code: 'GRANT rds_replication TO "electric";',
    },
  ],
  checks: ["role.replication"],
  source: "Electric 1.7.12 observed on PostgreSQL 15",
});
