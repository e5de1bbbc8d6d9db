import type { Roles } from "./roles";

/** Attributes of roles that Postgres keeps to superusers up to 15, and from 16 on to who has them itself. */
export type GrantableAttributes = { replication: boolean; bypassRls: boolean };

/**
 * Groups of managed providers, whose own Postgres lets their members give such attributes all the same. Each is taken for
 * what it says only beside the provider's own superuser.
 */
const MANAGED_ADMIN_GROUPS: readonly (GrantableAttributes & { group: string; beside: string })[] = [
  // Google Cloud docs, sql/docs/postgres/users and replication/configure-logical-replication.
  { group: "cloudsqlsuperuser", beside: "cloudsqladmin", replication: true, bypassRls: false },
  // Azure docs, postgresql/flexible-server/concepts-logical; BYPASSRLS by Postgres' own rules from 16 on, before that never.
  { group: "azure_pg_admin", beside: "azuresu", replication: true, bypassRls: false },
  // Supabase docs, guides/database/postgres/roles-superuser; supautils, src/roles.c: CREATE ROLE up to 15 and ALTER ROLE on
  // every version run as a superuser; from 16 on the role postgres has both attributes itself.
  { group: "postgres", beside: "supabase_admin", replication: true, bypassRls: true },
];

/**
 * Returns which attributes a role with CREATEROLE may give to others: those that it has itself, from 16 on, and those that
 * its provider lets it give, whether it has them or not.
 */
export function grantableAttributes(role: string, roles: Roles, major: number): GrantableAttributes {
  const own = major >= 16 ? roles.of(role) : undefined;
  const groups = MANAGED_ADMIN_GROUPS.filter(
    ({ group, beside }) =>
      roles.of(beside)?.superuser === true && roles.of(group) !== undefined && roles.inherits(role, group),
  );
  return {
    replication: own?.replication === true || groups.some(({ replication }) => replication),
    bypassRls: own?.bypassRls === true || groups.some(({ bypassRls }) => bypassRls),
  };
}
