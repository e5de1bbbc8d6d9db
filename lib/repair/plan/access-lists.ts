import { ownerOfObject, type Owners } from "@/lib/repair/changes/need";
import { otherObject } from "@/lib/repair/changes/other-object";
import type { DatabaseObject } from "@/lib/repair/changes/schema";
import { itemsOf } from "@/lib/privileges/acl";
import type { Roles } from "@/lib/privileges/roles";
import type { Acl, Rights } from "@/lib/privileges/schema";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";

/** Access lists as they bear on the runner of a plan, with the owners where the plan has brought them. */
export type AccessLists = {
  /** Whether the object was looked at. */
  knows(on: DatabaseObject): boolean;
  /** Whether one of these roles, or one whose rights it has, owns the object or holds the privilege. */
  holds(roles: readonly string[], on: DatabaseObject, privilege: string): boolean;
  /** Whether the admin may grant all of these: as the owner, or by holding them WITH GRANT OPTION. */
  passesOn(on: DatabaseObject, privileges: readonly string[]): boolean;
  /** Whether what a role holds of these was given by the admin, or will be in this plan. */
  gave(on: DatabaseObject, privileges: readonly string[], grantee: string | null): boolean;
};

/** Access lists by the object that they are of, as JSON. */
function aclsByName(
  { database, schemas, tables, sequences, others }: Rights,
  { relations }: ReachedSnapshot,
): ReadonlyMap<string, Acl> {
  const byOid = new Map(tables.map(({ oid, acl }) => [oid, acl]));
  const entry = (on: DatabaseObject, acl: Acl): [string, Acl] => [JSON.stringify(on), acl];
  return new Map([
    entry({ type: "database", name: database.name }, database.acl),
    ...schemas.map(({ name, acl }) => entry({ type: "schema", name }, acl)),
    ...relations.map(({ oid, schema, name }) =>
      entry({ type: "table", schema, name }, byOid.get(oid) ?? null),
    ),
    ...sequences.map(({ schema, name, acl }) => entry({ type: "sequence", schema, name }, acl)),
    ...others.map((other) => entry(otherObject(other), other.acl)),
  ]);
}

/** Returns the access lists of everything that a plan names. */
export function accessLists(
  rights: Rights,
  snapshot: ReachedSnapshot,
  owners: Owners,
  roles: Roles,
): AccessLists {
  const { admin } = rights;
  const acls = aclsByName(rights, snapshot);
  const aclOf = (on: DatabaseObject): Acl => acls.get(JSON.stringify(on)) ?? null;
  const passesOn: AccessLists["passesOn"] = (on, privileges) =>
    roles.inherits(admin, ownerOfObject(on, owners)) ||
    privileges.every((privilege) =>
      (aclOf(on) ?? []).some(
        ({ grantee, grantable }) =>
          grantee !== null && grantable.includes(privilege) && roles.inherits(admin, grantee),
      ),
    );
  return {
    knows: (on) => acls.has(JSON.stringify(on)),
    passesOn,
    holds(who, on, privilege) {
      const owner = ownerOfObject(on, owners);
      const reaches = (role: string): boolean => who.some((own) => roles.inherits(own, role));
      const items = itemsOf(aclOf(on), on.type, owner, snapshot.server.versionNum);
      return (
        reaches(owner) ||
        items.some(
          ({ grantee, privileges }) =>
            privileges.includes(privilege) && (grantee === null || reaches(grantee)),
        )
      );
    },
    gave(on, privileges, grantee) {
      const held = (aclOf(on) ?? []).filter(
        (item) => item.grantee === grantee && item.privileges.some((one) => privileges.includes(one)),
      );
      return held.length === 0
        ? passesOn(on, privileges)
        : held.every(({ grantor }) => roles.inherits(admin, grantor));
    },
  };
}
