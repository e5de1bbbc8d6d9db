import "server-only";
import { quoteLiteral } from "@/lib/postgres/identifier";
import type { SandboxSettings } from "./settings";

/** The platform's own superuser, as a GRANT in PlanetScale's documentation names it. */
export const PLATFORM = "pscale_superuser";

/** The customer's admin, whom the sandbox's database signs in as. */
export const ADMIN = "postgres";

/** The memberships that PlanetScale's default role holds, each WITH ADMIN OPTION (PlanetScale docs, "Roles"). */
export const ADMIN_MEMBERSHIPS = [
  "pg_read_all_data",
  "pg_write_all_data",
  "pg_read_all_settings",
  "pg_read_all_stats",
  "pg_stat_scan_tables",
  "pg_monitor",
  "pg_signal_backend",
  "pg_checkpoint",
  "pg_maintain",
  "pg_use_reserved_connections",
  "pg_create_subscription",
] as const;

/** Returns the set-up of the platform before the customer gets a database: an admin who is nearly, but not, a superuser. */
export const platformSql = ({ passwords }: SandboxSettings) => `
CREATE ROLE postgres NOSUPERUSER CREATEDB CREATEROLE INHERIT LOGIN REPLICATION BYPASSRLS
  PASSWORD ${quoteLiteral(passwords.admin)};
GRANT ${ADMIN_MEMBERSHIPS.join(", ")} TO postgres WITH ADMIN OPTION;
ALTER DATABASE postgres OWNER TO postgres;
`;

/** Returns the set-up of the customer's admin: a role for the application, which owns what its migrations make. */
export const customerSql = ({ passwords }: SandboxSettings) => `
CREATE ROLE shop LOGIN PASSWORD ${quoteLiteral(passwords.shop)};
GRANT USAGE, CREATE ON SCHEMA public TO shop;
`;
