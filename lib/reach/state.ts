import { otherObject } from "@/lib/repair/changes/other-object";
import type { DatabaseObject } from "@/lib/repair/changes/schema";
import { itemsOf, type AclKind } from "@/lib/privileges/acl";
import type { Acl, AclItem, MembershipRow, Rights, RoleFacts } from "@/lib/privileges/schema";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";

/** An object that rights are on. */
export type ReachObject =
  | DatabaseObject
  | { type: "column"; schema: string; name: string; column: string }
  | { type: "publication"; name: string }
  /** Objects that a role makes later (ALTER DEFAULT PRIVILEGES). */
  | { type: "future"; creator: string; schema: string | null; objects: string };

/** How row security treats the owner of a table: not there, the owner is spared, or the owner is filtered too (FORCE). */
export type RowSecurity = "none" | "spares owner" | "forced";

/** One object with its owner and its access list, the default written out. */
export type ObjectState = {
  on: ReachObject;
  owner: string;
  items: readonly AclItem[];
  rowSecurity: RowSecurity;
};

/** The facts that decide which role can do what: the catalogue's rows, as values that changes are applied to. */
export type ReachState = {
  versionNum: number;
  /** The role that runs a plan. */
  admin: string;
  bootstrap: string;
  /** createrole_self_grant of the session that runs a plan. */
  selfGrant: string;
  databaseOwner: string;
  roles: ReadonlyMap<string, RoleFacts>;
  memberships: readonly MembershipRow[];
  /** By `objectKey`. */
  objects: ReadonlyMap<string, ObjectState>;
  /** Keys of the sequences and columns that follow a table to another owner, by the table's key. */
  followers: ReadonlyMap<string, readonly string[]>;
};

/** Returns the key of an object: the same for the same object, whatever the order of its fields was. */
export function objectKey(on: ReachObject): string {
  switch (on.type) {
    case "table":
    case "sequence":
      return JSON.stringify([on.type, on.schema, on.name]);
    case "column":
      return JSON.stringify([on.type, on.schema, on.name, on.column]);
    case "routine":
      return JSON.stringify([
        on.type,
        on.schema,
        on.name,
        on.arguments.map(({ schema, name }) => [schema, name]),
      ]);
    case "future":
      return JSON.stringify([on.type, on.creator, on.schema, on.objects]);
    case "schema":
    case "database":
    case "publication":
      return JSON.stringify([on.type, on.name]);
  }
}

type Entry = [string, ObjectState];

function tableEntries(
  snapshot: ReachedSnapshot,
  rights: Rights,
): { entries: Entry[]; followers: Map<string, string[]> } {
  const { versionNum } = snapshot.server;
  const known = new Map(rights.tables.map((table) => [table.oid, table]));
  const keyOf = new Map<number, string>();
  const followers = new Map<string, string[]>();
  const follow = (table: string, key: string) => {
    const known = followers.get(table);
    if (known === undefined) followers.set(table, [key]);
    else known.push(key);
  };
  const entries = snapshot.relations.flatMap((relation): Entry[] => {
    const { oid, schema, name, owner, rowSecurity, forceRowSecurity } = relation;
    const on = { type: "table" as const, schema, name };
    const key = objectKey(on);
    keyOf.set(oid, key);
    const table = known.get(oid);
    const security = !rowSecurity ? "none" : forceRowSecurity ? "forced" : "spares owner";
    // Of a table beyond the target only what names Electric's role is read (rights.others): what it gives others stays.
    const items = table === undefined ? [] : itemsOf(table.acl, "table", owner, versionNum);
    const columns = (table?.columns ?? []).map(({ name: column, acl }): Entry => {
      const part = { type: "column" as const, schema, name, column };
      follow(key, objectKey(part));
      return [objectKey(part), { on: part, owner, items: acl, rowSecurity: "none" }];
    });
    return [[key, { on, owner, items, rowSecurity: security }], ...columns];
  });
  const sequences = rights.sequences.map(({ schema, name, owner, acl, table }): Entry => {
    const on = { type: "sequence" as const, schema, name };
    const behind = keyOf.get(table);
    if (behind !== undefined) follow(behind, objectKey(on));
    return [
      objectKey(on),
      { on, owner, items: itemsOf(acl, "sequence", owner, versionNum), rowSecurity: "none" },
    ];
  });
  return { entries: [...entries, ...sequences], followers };
}

/** Objects beyond the target, with what their lists say of Electric's role. */
const otherEntries = ({ others }: Rights): Entry[] =>
  others.flatMap((other): Entry[] => {
    const on = otherObject(other);
    const { schema, name, owner } = other;
    const columns = other.columns.map(({ name: column, acl }): Entry => {
      const part = { type: "column" as const, schema: schema ?? "", name, column };
      return [objectKey(part), { on: part, owner, items: acl, rowSecurity: "none" }];
    });
    return [[objectKey(on), { on, owner, items: other.acl, rowSecurity: "none" }], ...columns];
  });

/** Returns the default privileges of `role` on future objects. Those of other roles are not read. */
function futureEntries({ defaults }: Rights, role: string): Entry[] {
  const byKey = new Map<string, ObjectState>();
  for (const { creator, schema, objects, privileges, grantOption } of defaults) {
    const on = { type: "future" as const, creator, schema, objects };
    const key = objectKey(on);
    const item = { grantee: role, grantor: creator, privileges, grantable: grantOption ? privileges : [] };
    const items = [...(byKey.get(key)?.items ?? []), item];
    byKey.set(key, { on, owner: creator, items, rowSecurity: "none" });
  }
  return [...byKey];
}

/**
 * Returns the state that reach is computed from, as a survey saw it; `role` is Electric's. Objects: the relations, schemas,
 * routines and publication that a plan can touch, and whatever else names Electric's role.
 */
export function reachState(snapshot: ReachedSnapshot, rights: Rights, role: string): ReachState {
  const { versionNum } = snapshot.server;
  const { database, schemas } = rights;
  const owned = (on: DatabaseObject & { type: AclKind }, owner: string, acl: Acl): Entry => [
    objectKey(on),
    { on, owner, items: itemsOf(acl, on.type, owner, versionNum), rowSecurity: "none" },
  ];
  const { entries, followers } = tableEntries(snapshot, rights);
  const objects = new Map<string, ObjectState>([
    ...entries,
    owned({ type: "database", name: database.name }, database.owner, database.acl),
    ...schemas.map(({ name, owner, acl }) => owned({ type: "schema", name }, owner, acl)),
    ...futureEntries(rights, role),
  ]);
  for (const [key, state] of otherEntries(rights)) {
    const known = objects.get(key);
    objects.set(key, known === undefined ? state : { ...known, items: [...known.items, ...state.items] });
  }
  if (snapshot.publication !== null) {
    const on = { type: "publication" as const, name: snapshot.publication.name };
    objects.set(objectKey(on), { on, owner: snapshot.publication.owner, items: [], rowSecurity: "none" });
  }
  return {
    versionNum,
    admin: rights.admin,
    bootstrap: rights.bootstrap,
    selfGrant: rights.selfGrant,
    databaseOwner: database.owner,
    roles: new Map(rights.roles.map((facts) => [facts.name, facts])),
    memberships: rights.memberships,
    objects,
    followers,
  };
}
