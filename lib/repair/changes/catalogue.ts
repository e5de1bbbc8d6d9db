import type { Acl, OtherRights, Rights, TableRights } from "@/lib/privileges/schema";
import type { Relation } from "@/lib/snapshot/relation";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import type { DatabaseObject } from "./object";
import { otherObject } from "./other-object";

/** Which sides of a change hold now: usually one, both where it cannot be told or makes no difference, or none. */
export type ChangeState = { from: boolean; to: boolean; gone: boolean };

/** The state of a change whose object does not exist. */
export const GONE: ChangeState = { from: false, to: false, gone: true };
/** The state of a change of which no catalogue tells. */
export const EITHER: ChangeState = { from: true, to: true, gone: false };

const canonical = (value: unknown): string =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? JSON.stringify(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : JSON.stringify(value);

/** Returns whether two sides of a change are the same, whatever the order of their fields. */
export const isSame = (a: unknown, b: unknown): boolean => canonical(a) === canonical(b);

/** Returns which sides of a change a value is. */
export const sidesOf = (now: unknown, { from, to }: { from: unknown; to: unknown }): ChangeState => ({
  from: isSame(now, from),
  to: isSame(now, to),
  gone: false,
});

type Name = { schema: string; name: string };
type List = Pick<OtherRights, "owner" | "columns"> & { acl: Acl };

/** The contents of a check run, found by name. */
export type Catalogue = {
  snapshot: ReachedSnapshot;
  rights: Rights;
  relation(name: Name): Relation | undefined;
  tableRights(oid: number): TableRights | undefined;
  /** Returns the access lists of an object and of its columns, with its owner; null where it is gone or was not read. */
  listOf(on: DatabaseObject): List | null;
};

const keyOf = ({ schema, name }: Name): string => JSON.stringify([schema, name]);

/** Returns a snapshot and its rights with their relations, sequences and other objects found by name. */
export function catalogueOf(snapshot: ReachedSnapshot, rights: Rights): Catalogue {
  const relations = new Map(snapshot.relations.map((relation) => [keyOf(relation), relation]));
  const tables = new Map(rights.tables.map((table) => [table.oid, table]));
  const sequences = new Map(rights.sequences.map((sequence) => [keyOf(sequence), sequence]));
  const others = new Map(rights.others.map((other) => [JSON.stringify(otherObject(other)), other]));

  function listOf(on: DatabaseObject): List | null {
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
        const sequence = sequences.get(keyOf(on));
        return sequence === undefined ? other : { ...sequence, columns: [] };
      }
      case "table": {
        const table = relations.get(keyOf(on));
        const known = table && tables.get(table.oid);
        if (table === undefined) return other;
        // A table that is not the target's is read with its list alone, and an empty list of columns is none.
        return known === undefined
          ? (other ?? { acl: [], owner: table.owner, columns: [] })
          : { ...known, owner: table.owner };
      }
    }
  }

  return {
    snapshot,
    rights,
    relation: (name) => relations.get(keyOf(name)),
    tableRights: (oid) => tables.get(oid),
    listOf,
  };
}
