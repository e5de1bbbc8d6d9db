import { displayName, quoteIdentifier } from "@/lib/postgres/identifier";
import { quoteObject } from "@/lib/repair/changes/quote";
import type { DatabaseObject } from "@/lib/repair/changes/schema";
import { namedObject } from "@/lib/repair/changes/words";
import type { GrantableAttributes } from "@/lib/privileges/managed-admin-groups";
import type { PrivilegeLedger } from "../privilege-ledger";
import type { Missing } from "@/lib/repair/missing";

/** Returns the attributes by their names in SQL. */
export const attributeNames = ({ replication, bypassRls }: GrantableAttributes): string[] => [
  ...(replication ? ["REPLICATION"] : []),
  ...(bypassRls ? ["BYPASSRLS"] : []),
];

/** Returns the roles that may give attributes: those with CREATEROLE, from 16 on with the attributes and ADMIN OPTION. */
export function grantorsOf(attributes: GrantableAttributes, major: number, role: string | null): string {
  if (major < 16) return "A superuser, or a role with CREATEROLE.";
  const given = attributeNames(attributes);
  const own = given.length === 0 ? "" : ` and ${given.join(" and ")} itself`;
  return role === null
    ? `A superuser, or a role with CREATEROLE${own}.`
    : `A superuser, or a role with CREATEROLE, with ADMIN OPTION on ${displayName(role)}${own}.`;
}

/** Returns what is kept to superusers: their own kind, and up to 15 REPLICATION and BYPASSRLS. */
export const onlySuperusers = (verb: string, reserved: "superuser" | "attributes", major: number): string =>
  reserved === "superuser"
    ? `A superuser: no other role may ${verb} one.`
    : `A superuser: on Postgres ${major} no other role may ${verb} a role with REPLICATION or BYPASSRLS.`;

/** Returns the GRANT of a role to the admin that gives it the role's rights, or lets it become the role. */
export function grantOfRole(role: string, how: "INHERIT" | "SET", { admin, major }: PrivilegeLedger): string {
  const options = major < 16 ? "" : ` WITH ${how} TRUE`;
  return `GRANT ${quoteIdentifier(role)} TO ${quoteIdentifier(admin)}${options};`;
}

/** Returns a schema as an object that has an access list. */
export const schemaOf = (name: string) => ({ type: "schema" as const, name });

/** Returns the text of a privilege on a schema or the database that a role lacks and the admin may not grant. */
export function lacksPrivilege(
  privilege: "CREATE" | "USAGE",
  on: Extract<DatabaseObject, { type: "schema" | "database" }>,
  role: string,
  reason: string,
  { admin, rights }: PrivilegeLedger,
): Missing {
  return {
    what: `${displayName(role)} has no ${privilege} on ${namedObject(on)} (needed for ${reason}), and ${displayName(admin)} may not grant it.`,
    who:
      on.type === "database"
        ? `${displayName(rights.database.owner)}, who owns the database, or a superuser.`
        : "The owner of the schema, or a superuser.",
    sql: `GRANT ${privilege} ON ${quoteObject(on)} TO ${quoteIdentifier(role)};`,
  };
}
