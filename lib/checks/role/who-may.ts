import { displayName, quoteIdentifier } from "@/lib/postgres/identifier";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { majorOf } from "@/lib/target/mode";

type Attribute = "REPLICATION" | "BYPASSRLS";

/**
 * Returns who may give a role an attribute, as a sentence. Up to 15 only superusers; from 16 on a role with CREATEROLE,
 * ADMIN OPTION on the other and the attribute itself (PostgreSQL 16 docs, ALTER ROLE; seen on 14 to 18).
 */
export function whoMayGive(attribute: Attribute, { server }: ReachedSnapshot, role: string): string {
  const major = majorOf(server.versionNum);
  return major < 16
    ? `On Postgres ${major} only a superuser may do that.`
    : `On Postgres ${major} it takes a superuser, or a role with CREATEROLE, with ADMIN OPTION on ${displayName(role)} and with ${attribute} itself.`;
}

/** Returns who may change the login, the password or the expiry of a role that replicates, as a sentence. */
export function whoMayAlter({ server }: ReachedSnapshot, role: string): string {
  const major = majorOf(server.versionNum);
  return major < 16
    ? `On Postgres ${major} only a superuser may alter a role that has REPLICATION.`
    : `It takes a superuser, or a role with CREATEROLE and ADMIN OPTION on ${displayName(role)}.`;
}

/**
 * Returns the statements that make one role an inheriting member of others. From 16 on each grant says itself whether it
 * is inherited; before that the member's INHERIT attribute decides (PostgreSQL 16 docs, GRANT).
 */
export function grantMembership(
  { server, role }: ReachedSnapshot,
  member: string,
  groups: readonly string[],
): string {
  const name = quoteIdentifier(member);
  const each = majorOf(server.versionNum) >= 16 ? " WITH INHERIT TRUE" : "";
  const first = each === "" && role?.name === member && !role.inherit ? [`ALTER ROLE ${name} INHERIT;`] : [];
  return [...first, ...groups.map((group) => `GRANT ${quoteIdentifier(group)} TO ${name}${each};`)].join(
    "\n",
  );
}

/** Returns who may make a role a member of others, and what stands against it, as sentences. */
export function whoMayGrant(
  { server, connection }: ReachedSnapshot,
  member: string,
  groups: readonly string[],
): string {
  const major = majorOf(server.versionNum);
  const [first = ""] = groups.map(displayName);
  const who =
    major < 16
      ? "It takes a superuser, ADMIN OPTION on them, or CREATEROLE where they are no superusers."
      : "It takes a superuser or ADMIN OPTION on them; a role never has that on itself.";
  const managed =
    connection.provider === "planetscale"
      ? " On PlanetScale only a role made in the dashboard or by the API can inherit postgres, and no other role can be inherited."
      : "";
  return `${who}${managed} It is impossible while ${first} is a member of ${displayName(member)}: memberships cannot run in a circle.`;
}
