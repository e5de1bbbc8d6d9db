import type { Acl, AclItem } from "./schema";

export type AclKind = "table" | "sequence" | "schema" | "database" | "routine";

/** Privileges that an owner has by default (acldefault, PostgreSQL docs 5.8); MAINTAIN came with 17. */
export function ownerPrivileges(kind: AclKind, versionNum: number): string[] {
  switch (kind) {
    case "table":
      return [
        "DELETE",
        "INSERT",
        ...(versionNum >= 170_000 ? ["MAINTAIN"] : []),
        "REFERENCES",
        "SELECT",
        "TRIGGER",
        "TRUNCATE",
        "UPDATE",
      ];
    case "sequence":
      return ["SELECT", "UPDATE", "USAGE"];
    case "schema":
      return ["CREATE", "USAGE"];
    case "database":
      return ["CONNECT", "CREATE", "TEMPORARY"];
    case "routine":
      return ["EXECUTE"];
  }
}

/** Privileges of PUBLIC by default. */
const PUBLIC_PRIVILEGES: Partial<Record<AclKind, string[]>> = {
  database: ["CONNECT", "TEMPORARY"],
  routine: ["EXECUTE"],
};

/** Returns an access list with the default written out where none stands. */
export function itemsOf(acl: Acl, kind: AclKind, owner: string, versionNum: number): AclItem[] {
  if (acl !== null) return acl;
  const own = {
    grantee: owner,
    grantor: owner,
    privileges: ownerPrivileges(kind, versionNum),
    grantable: [],
  };
  const privileges = PUBLIC_PRIVILEGES[kind];
  return privileges === undefined
    ? [own]
    : [{ grantee: null, grantor: owner, privileges, grantable: [] }, own];
}

/** Returns what a grantee itself holds by an access list, from whomever; null is PUBLIC. */
export function heldBy(items: readonly AclItem[], grantee: string | null): string[] {
  const held = items.filter((item) => item.grantee === grantee).flatMap(({ privileges }) => privileges);
  return [...new Set(held)].sort();
}
