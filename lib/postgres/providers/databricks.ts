import { onPort, type ProviderRules } from "./rules";

/** Databricks docs, oltp/projects/postgres-roles, manage-roles and connect (Lakebase Postgres, 2026). */
export const databricks: ProviderRules = {
  name: "Databricks Lakebase",
  hosts: /\.database\.(?:[a-z0-9-]+\.)?(?:cloud\.databricks\.com|azuredatabricks\.net|gcp\.databricks\.com)$/,
  tlsDemanded: true,
  proxied: true,
  poolers: [{ host: /^[^.]+-pooler(?=\.)/, says: "a host name with -pooler is Lakebase's PgBouncer" }],
  direct: (pooled) => onPort(5432)({ ...pooled, host: pooled.host.replace(/^([^.]+)-pooler(?=\.)/, "$1") }),
  walLevel: {
    says: "On Databricks Lakebase, ask its support to turn logical replication on for the project.",
    restarts: true,
  },
  parameters: "Databricks Lakebase sets server parameters itself; max_connections follows the compute size.",
  restart: "The compute restarts and every connection drops.",
  alterSystem: false,
  failover: "none",
  idleSlots: null,
  defaultRoles: ["databricks_superuser", "databricks_postgres"],
  /** Its interface makes a new role a member of databricks_superuser: a role that a plan made keeps what it has. */
  passwordElsewhere:
    "Databricks Lakebase refuses hashed passwords: set it on the branch under Roles & Databases. A role that is added there becomes a member of databricks_superuser, which reads and writes everything: let the plan make the role, and set its password alone.",
  passwordPath: ["<project>", "<branch>", "Roles & Databases", "<role>", "Reset password"],
  replicationRoles: [],
  tokenRoles: [],
  replication: "A role with REPLICATION itself, or its support, runs ALTER ROLE … REPLICATION.",
};
