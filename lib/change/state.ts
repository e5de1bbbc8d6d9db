import { itemsOf, heldBy } from "@/lib/rights/acl";
import type { Acl, OtherRights, Rights } from "@/lib/rights/schema";
import type { Relation } from "@/lib/snapshot/relation";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { isUnseen } from "@/lib/snapshot/seen";
import { otherObject } from "./other-object";
import { attributesOf, identityOf, optionsOf } from "./now";
import type { Change, ChangeOf, DatabaseObject } from "./schema";

/** Which sides of a change hold now: usually one, both where nobody can tell or it makes no difference, or none. */
export type State = { from: boolean; to: boolean; gone: boolean };

const GONE: State = { from: false, to: false, gone: true };
const EITHER: State = { from: true, to: true, gone: false };

const same = (a: unknown, b: unknown): boolean => canonical(a) === canonical(b);
const canonical = (value: unknown): string =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? JSON.stringify(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : JSON.stringify(value);

const sides = (now: unknown, { from, to }: { from: unknown; to: unknown }): State => ({
  from: same(now, from),
  to: same(now, to),
  gone: false,
});

/** What a change is of, whatever its two sides: two changes of one subject follow each other. */
export function subjectKey(change: Change): string {
  const { kind } = change;
  switch (kind) {
    case "publication":
      return JSON.stringify([kind, change.publication]);
    case "membership":
      return JSON.stringify([kind, change.role, change.member]);
    case "slot":
      return JSON.stringify([kind, change.slot]);
    case "role":
    case "password":
      return JSON.stringify([kind, change.role]);
    default:
      return JSON.stringify({ ...change, from: null, to: null });
  }
}

/** Which sides of a change hold for a value that an earlier change of its subject left. */
export const sidesAfter = (value: unknown, change: Change): State =>
  change.kind === "password" ? EITHER : sides(value, change);

/** Returns a function that tells which sides of a change hold in what a survey saw. */
export function statesIn(snapshot: ReachedSnapshot, rights: Rights): (change: Change) => State {
  const key = (name: { schema: string; name: string }): string => JSON.stringify([name.schema, name.name]);
  const relations = new Map(snapshot.relations.map((relation) => [key(relation), relation]));
  const tables = new Map(rights.tables.map((table) => [table.oid, table]));
  const sequences = new Map(rights.sequences.map((sequence) => [key(sequence), sequence]));
  const others = new Map(rights.others.map((other) => [JSON.stringify(otherObject(other)), other]));
  const { versionNum } = snapshot.server;

  const onTable = (name: { schema: string; name: string }, tell: (table: Relation) => State): State => {
    const table = relations.get(key(name));
    return table === undefined ? GONE : tell(table);
  };

  /** The access list of an object and of its columns, with its owner; null where it is gone or was not looked at. */
  function listOf(on: DatabaseObject): (Pick<OtherRights, "owner" | "columns"> & { acl: Acl }) | null {
    const other = others.get(JSON.stringify(on)) ?? null;
    switch (on.type) {
      case "routine":
        return other;
      case "database":
        return rights.database.name === on.name ? { ...rights.database, columns: [] } : other;
      case "schema": {
        const schema = rights.schemas.find(({ name }) => name === on.name);
        return schema === undefined ? null : { ...schema, columns: [] };
      }
      case "sequence": {
        const sequence = sequences.get(key(on));
        return sequence === undefined ? other : { ...sequence, columns: [] };
      }
      case "table": {
        const table = relations.get(key(on));
        const known = table && tables.get(table.oid);
        if (table === undefined) return other;
        // One that is not the target's is seen with its list alone, and an empty list of columns is none.
        return known === undefined
          ? (other ?? { acl: [], owner: table.owner, columns: [] })
          : { ...known, owner: table.owner };
      }
    }
  }

  function privileges(change: ChangeOf<"privileges">): State {
    const { on, column, grantee, privileges: wanted } = change;
    const list = listOf(on);
    if (list === null) return GONE;
    // What an owner holds on its own object is no matter of grants.
    if (list.owner === grantee) return EITHER;
    const items =
      column === null
        ? itemsOf(list.acl, on.type, list.owner, versionNum)
        : (list.columns.find(({ name }) => name === column)?.acl ?? []);
    const held = heldBy(items, grantee);
    const all = wanted.every((privilege) => held.includes(privilege));
    const none = !wanted.some((privilege) => held.includes(privilege));
    return {
      from: change.from ? all : none,
      to: change.to ? all : none,
      gone: false,
    };
  }

  function membership({ role, member, grantor, from, to }: ChangeOf<"membership">): State {
    // From 16 on there may be one row from each grantor, and a change is of one of them.
    const given = (by: string): boolean => versionNum < 160_000 || grantor === null || by === grantor;
    const rows = rights.memberships.filter(
      (row) => row.role === role && row.member === member && given(row.grantor),
    );
    const is = (options: typeof from): boolean =>
      options === null
        ? rows.every((row) => row.grantor === rights.bootstrap && row.admin && !row.inherit && !row.set)
        : rows.some((row) =>
            versionNum < 160_000
              ? row.admin === options.admin
              : same({ admin: row.admin, inherit: row.inherit, set: row.set }, options),
          );
    return { from: is(from), to: is(to), gone: false };
  }

  function defaults(change: ChangeOf<"default privileges">): State {
    const { creator, schema, objects, privileges: wanted } = change;
    const held = rights.defaults
      .filter((row) => row.creator === creator && row.schema === schema && row.objects === objects)
      .flatMap((row) => row.privileges);
    return sides(
      wanted.every((privilege) => held.includes(privilege)),
      change,
    );
  }

  return (change) => {
    const { publication } = snapshot;
    switch (change.kind) {
      case "role": {
        const facts = rights.roles.find(({ name }) => name === change.role);
        return sides(facts === undefined ? null : attributesOf(facts), change);
      }
      case "password":
      case "system setting":
        return EITHER;
      case "role setting": {
        const setting = rights.roleSettings.find(
          ({ database, name }) => database === change.database && name === change.name,
        );
        return sides(setting?.value ?? null, change);
      }
      case "membership":
        return membership(change);
      case "privileges":
        return privileges(change);
      case "default privileges":
        return defaults(change);
      case "table owner":
        return onTable(change.table, ({ owner }) => sides(owner, change));
      case "replica identity":
        return onTable(change.table, (table) =>
          sides(identityOf(table, tables.get(table.oid)?.identityIndex ?? null), change),
        );
      case "publication": {
        const there = publication?.name === change.publication;
        return sides(there ? optionsOf(publication) : null, change);
      }
      case "publication owner":
        return publication?.name === change.publication ? sides(publication.owner, change) : GONE;
      case "published":
        return onTable(change.table, ({ published }) => sides(published, change));
      case "published schema":
        return sides(publication?.schemas.includes(change.schema) === true, change);
      case "database limit":
        return sides(snapshot.database.connectionLimit, change);
      case "slot": {
        if (isUnseen(snapshot.slots)) return EITHER;
        const slot = snapshot.slots.find(({ name }) => name === change.slot);
        return sides(slot === undefined ? null : { failover: slot.failover === true }, change);
      }
    }
  };
}
