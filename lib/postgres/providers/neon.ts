import type { ProviderRules } from "./rules";

const POOLED = /^([^.]+)-pooler(?=\.)/;

/** Neon docs, guides/logical-replication-neon, connect/connection-pooling, manage/roles. */
export const neon: ProviderRules = {
  name: "Neon",
  hosts: /\.neon\.tech$/,
  tlsDemanded: true,
  proxied: true,
  poolers: [{ host: POOLED, says: "a host name with -pooler is Neon's PgBouncer" }],
  direct: ({ host }) => ({ host: host.replace(POOLED, "$1"), port: 5432 }),
  walLevel: {
    says: "On Neon, enable it in the project under Settings → Logical Replication. It cannot be turned off again.",
    restarts: true,
  },
  parameters:
    "Neon sets server parameters itself; max_connections follows the compute size (104 at 0.25 CU, 209 at 0.5 CU, 419 at 1 CU).",
  restart: "All computes of the project restart, and every connection drops.",
  alterSystem: false,
  failover: "none",
  idleSlots: { afterMs: 75 * 60_000, then: "dropped beside one that is read" },
  defaultRoles: ["neondb_owner", "neon_superuser"],
  /** The refusal comes at the commit: its control plane takes a password as it is typed alone. */
  passwordElsewhere: "Neon refuses hashed passwords: set it in Neon's console under Roles, Reset password.",
  passwordPath: ["<project>", "<branch>", "Roles & Databases", "<role>", "Reset password"],
  replicationRoles: ["neon_superuser"],
  tokenRoles: [],
  replication:
    "Roles made in Neon's console, API or command line may replicate; a role made with SQL needs ALTER ROLE … WITH REPLICATION.",
};
