import { defineEntry } from "../define";

export const cannotCreateReplicationRole = defineEntry({
  slug: "cannot-create-replication-role",
  title: "The administrator may not create a replication role",
  says: ["Postgres"],
  samples: [
    "ERROR:  permission denied to create role\nDETAIL:  Only roles with the REPLICATION attribute may create roles with the REPLICATION attribute.",
    "must be superuser to create replication users",
    "must be superuser to alter replication roles or change replication attribute",
  ],
  patterns: [
    /only roles with the replication attribute may (?:create roles with|change) the replication attribute/,
    /permission denied to create role/,
    /must be superuser to create (?:replication|bypassrls) users/,
    /must be superuser to alter replication roles or change replication attribute/,
  ],
  meaning:
    "PostgreSQL 16 and newer: it takes CREATEROLE and REPLICATION of one's own. 14 and 15: only a superuser may.",
  reaction: "not electric",
  electric: "Has no part in it.",
  steps: [
    {
      says: "Connect as the provider's default administrator (postgres at PlanetScale and Supabase, doadmin at DigitalOcean).",
    },
    {
      says: "On Amazon RDS and Aurora, make a plain role and grant the group.",
      code: 'GRANT rds_replication TO "electric";',
    },
  ],
  checks: ["role.replication", "role.exists"],
  source: "Verified on PostgreSQL 14 to 18",
});
