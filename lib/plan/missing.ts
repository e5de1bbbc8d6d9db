import { quoteIdentifier, displayName } from "@/lib/postgres/identifier";
import { quoteGrantee, quoteObject } from "@/lib/change/quote";
import type { DatabaseObject } from "@/lib/change/schema";
import { namedObject } from "@/lib/change/words";
import type { Rights } from "@/lib/rights/schema";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { majorOf } from "@/lib/target/mode";
import type { Missing } from "./schema";

type Attributes = { replication: boolean; bypassRls: boolean };

/** What whoever would run a plan does not have and cannot borrow. */
export type Lacking =
  | { kind: "superuser"; for: string }
  | { kind: "inherit" | "become"; role: string; for: string }
  | { kind: "create role"; attributes: Attributes }
  /** `reserved`: to superusers, because the role is one, or because of what it has or is to have (up to 15). */
  | {
      kind: "alter role";
      role: string;
      attributes: Attributes;
      reserved: "superuser" | "attributes" | null;
    }
  | { kind: "drop role"; role: string; isSuperuser: boolean }
  | { kind: "grant role"; role: string; member: string }
  | { kind: "revoke role"; role: string; grantor: string | null }
  | { kind: "grant"; on: DatabaseObject; privileges: string[]; owner: string }
  | { kind: "revoke"; on: DatabaseObject; privileges: string[]; grantee: string | null; owner: string }
  | { kind: "lacks"; privilege: "CREATE" | "USAGE"; on: DatabaseObject; role: string; for: string }
  | { kind: "replication"; for: string };

const attributesIn = ({ replication, bypassRls }: Attributes): string[] => [
  ...(replication ? ["REPLICATION"] : []),
  ...(bypassRls ? ["BYPASSRLS"] : []),
];

/** Who gives attributes: who has them, with CREATEROLE and, on a role that is there, ADMIN OPTION; up to 15 CREATEROLE is enough. */
function whoGives(attributes: Attributes, major: number, role: string | null): string {
  if (major < 16) return "A superuser, or a role with CREATEROLE.";
  const given = attributesIn(attributes);
  const with_ = given.length === 0 ? "" : ` and ${given.join(" and ")} itself`;
  return role === null
    ? `A superuser, or a role with CREATEROLE${with_}.`
    : `A superuser, or a role with CREATEROLE, with ADMIN OPTION on ${displayName(role)}${with_}.`;
}

/** What is kept to superusers: their own kind, and up to 15 REPLICATION and BYPASSRLS. */
const onlySuperusers = (verb: string, reserved: "superuser" | "attributes", major: number): string =>
  reserved === "superuser"
    ? `A superuser: nobody else may ${verb} one.`
    : `A superuser: on Postgres ${major} nobody else may ${verb} a role with REPLICATION or BYPASSRLS.`;

/** Returns what is missing, who may give it, and the SQL that does, in sentences. */
export function missingText(
  lacking: Lacking,
  admin: string,
  { server }: ReachedSnapshot,
  { database }: Rights,
): Missing {
  const major = majorOf(server.versionNum);
  const me = displayName(admin);
  const membership = (role: string, inherit: boolean): string =>
    `GRANT ${quoteIdentifier(role)} TO ${quoteIdentifier(admin)}${major < 16 ? "" : inherit ? " WITH INHERIT TRUE" : " WITH SET TRUE"};`;
  switch (lacking.kind) {
    case "superuser":
      return {
        what: `${me} is no superuser, which ${lacking.for} takes.`,
        who: "A superuser has to run this plan.",
        sql: null,
      };
    case "inherit":
      return {
        what: `${me} does not have the rights of ${displayName(lacking.role)} (needed for ${lacking.for}).`,
        who: `${displayName(lacking.role)} itself, a superuser, or whoever has ADMIN OPTION on it and makes ${me} a member.`,
        sql: membership(lacking.role, true),
      };
    case "become":
      return {
        what: `${me} cannot become ${displayName(lacking.role)} (needed for ${lacking.for}).`,
        who: `A superuser, or whoever has ADMIN OPTION on ${displayName(lacking.role)}, makes ${me} a member.`,
        sql: membership(lacking.role, false),
      };
    case "create role": {
      const given = attributesIn(lacking.attributes);
      return {
        what: `${me} may not make a role${given.length === 0 ? "" : ` with ${given.join(" and ")}`}.`,
        who:
          major < 16 && given.length > 0
            ? onlySuperusers("make", "attributes", major)
            : whoGives(lacking.attributes, major, null),
        sql: null,
      };
    }
    case "alter role": {
      const { role, attributes, reserved } = lacking;
      const changed = attributesIn(attributes);
      return {
        what:
          changed.length === 0
            ? `${me} may not alter ${displayName(role)}.`
            : `${me} may not change ${changed.join(" and ")} of ${displayName(role)}.`,
        who: reserved === null ? whoGives(attributes, major, role) : onlySuperusers("alter", reserved, major),
        sql: null,
      };
    }
    case "drop role":
      return {
        what: `${me} may not drop ${displayName(lacking.role)}.`,
        who: lacking.isSuperuser
          ? onlySuperusers("drop", "superuser", major)
          : whoGives({ replication: false, bypassRls: false }, major, lacking.role),
        sql: null,
      };
    case "grant role":
      return {
        what: `${me} may not make ${displayName(lacking.member)} a member of ${displayName(lacking.role)}.`,
        who: `A superuser, or a role with ADMIN OPTION on ${displayName(lacking.role)}${major < 16 ? ", or one with CREATEROLE where it is no superuser" : ""}.`,
        sql: `GRANT ${quoteIdentifier(lacking.role)} TO ${quoteIdentifier(lacking.member)}${major < 16 ? "" : " WITH INHERIT TRUE, SET FALSE"};`,
      };
    case "revoke role":
      return {
        what: `${me} may not take back the membership in ${displayName(lacking.role)}${lacking.grantor === null ? "" : ` that ${displayName(lacking.grantor)} gave`}.`,
        who: `A superuser, or ${lacking.grantor === null ? `a role with ADMIN OPTION on ${displayName(lacking.role)}` : displayName(lacking.grantor)}.`,
        sql: null,
      };
    case "grant":
      return {
        what: `${me} may not pass on ${lacking.privileges.join(", ")} on ${namedObject(lacking.on)}, which ${displayName(lacking.owner)} owns.`,
        who: `${displayName(lacking.owner)}, a superuser, or a role that holds the privilege WITH GRANT OPTION.`,
        sql: `GRANT ${lacking.privileges.join(", ")} ON ${quoteObject(lacking.on)} TO ${quoteIdentifier(admin)} WITH GRANT OPTION;`,
      };
    case "revoke":
      return {
        what: `${me} may not take ${lacking.privileges.join(", ")} on ${namedObject(lacking.on)}, which ${displayName(lacking.owner)} owns, from ${lacking.grantee === null ? "PUBLIC" : displayName(lacking.grantee)}.`,
        who: `${displayName(lacking.owner)}, or a superuser.`,
        sql: `REVOKE ${lacking.privileges.join(", ")} ON ${quoteObject(lacking.on)} FROM ${quoteGrantee(lacking.grantee)};`,
      };
    case "lacks":
      return {
        what: `${displayName(lacking.role)} has no ${lacking.privilege} on ${namedObject(lacking.on)} (needed for ${lacking.for}), and ${me} may not grant it.`,
        who:
          lacking.on.type === "database"
            ? `${displayName(database.owner)}, who owns the database, or a superuser.`
            : "The owner of the schema, or a superuser.",
        sql: `GRANT ${lacking.privilege} ON ${quoteObject(lacking.on)} TO ${quoteIdentifier(lacking.role)};`,
      };
    case "replication":
      return {
        what: `${me} has no REPLICATION, which ${lacking.for} takes.`,
        who:
          major < 16
            ? onlySuperusers("alter", "attributes", major)
            : whoGives({ replication: true, bypassRls: false }, major, admin),
        sql: `ALTER ROLE ${quoteIdentifier(admin)} REPLICATION;`,
      };
  }
}
