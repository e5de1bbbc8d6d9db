import { providers } from "@/lib/postgres/provider";
import { displayName, quoteIdentifier, quoteRelation } from "@/lib/postgres/identifier";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { majorOf, targetTables } from "@/lib/target/mode";
import { targetSchemas } from "@/lib/target/relations";
import type { Target } from "@/lib/target/schema";
import { STATEMENTS_LISTED } from "@/lib/target/statements";
import { grantMembership } from "./who-may";

/** Stands where the admin puts a password of their own. */
const PASSWORD = "'<a new password>'";

/** Whether the new role would see filtered rows unless it had BYPASSRLS: as a reader always, as an owner under FORCE. */
function needsBypass(snapshot: ReachedSnapshot, target: Target): boolean {
  return targetTables(snapshot, target).some(
    ({ rowSecurity, forceRowSecurity }) => rowSecurity && (forceRowSecurity || target.strategy === "manual"),
  );
}

function rightsFor(snapshot: ReachedSnapshot, target: Target, name: string): string[] {
  const role = quoteIdentifier(name);
  const tables = targetTables(snapshot, target);
  if (target.strategy === "manual")
    return target.scope.kind === "schemas" || tables.length > STATEMENTS_LISTED
      ? targetSchemas(target).map(
          (schema) => `GRANT SELECT ON ALL TABLES IN SCHEMA ${quoteIdentifier(schema)} TO ${role};`,
        )
      : tables.map((table) => `GRANT SELECT ON ${quoteRelation(table)} TO ${role};`);
  const create = `GRANT CREATE ON DATABASE ${quoteIdentifier(snapshot.database.name)} TO ${role};`;
  const powers = new Set(snapshot.powers.map((power) => power.role));
  // Members of such an owner could take over the server; tables.ownership has the other ways.
  const owners = [...new Set(tables.map(({ owner }) => owner))].filter(
    (owner) => owner !== name && !powers.has(owner),
  );
  return target.strategy === "owner" || owners.length === 0
    ? [create]
    : [create, grantMembership(snapshot, name, owners)];
}

/** Returns the SQL that makes Electric's role for a target with all its rights, except the ownership of tables. */
export function createRole(snapshot: ReachedSnapshot, target: Target, name = target.role): string {
  const role = quoteIdentifier(name);
  const groups = providers[snapshot.connection.provider].replicationRoles;
  const [group] = snapshot.connection.provider === "neon" ? [] : groups;
  const attributes = ["LOGIN", ...(group === undefined ? ["REPLICATION"] : [])];
  if (needsBypass(snapshot, target)) attributes.push("BYPASSRLS");
  return [
    `CREATE ROLE ${role} WITH ${attributes.join(" ")} PASSWORD ${PASSWORD};`,
    ...(group === undefined ? [] : [`GRANT ${quoteIdentifier(group)} TO ${role};`]),
    `GRANT CONNECT ON DATABASE ${quoteIdentifier(snapshot.database.name)} TO ${role};`,
    ...targetSchemas(target).map((schema) => `GRANT USAGE ON SCHEMA ${quoteIdentifier(schema)} TO ${role};`),
    ...rightsFor(snapshot, target, name),
  ].join("\n");
}

/** Returns who may make such a role, as a sentence. */
export function whoMayCreate({ server }: ReachedSnapshot): string {
  const major = majorOf(server.versionNum);
  return major < 16
    ? `On Postgres ${major} only a superuser may make a role with REPLICATION.`
    : `On Postgres ${major} it takes a superuser, or a role with CREATEROLE that has REPLICATION itself.`;
}

/** Returns the name inside the database where the target holds PlanetScale's login name, role.branch; null otherwise. */
export function withoutBranch(snapshot: ReachedSnapshot, target: Target): string | null {
  const dot = target.role.lastIndexOf(".");
  if (snapshot.connection.provider !== "planetscale" || dot < 1) return null;
  return displayName(target.role.slice(0, dot));
}
