import type { AclItem, Rights, SequenceRights } from "@/lib/privileges/schema";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { otherObject } from "./other-object";
import type { DatabaseObject } from "./object";

/** Entries of one access list for a role that does not own the object; `column` null is the whole object's list. */
export type HeldList = {
  on: DatabaseObject;
  column: string | null;
  owner: string;
  /** Entries with the role as grantee or as grantor. */
  items: readonly AclItem[];
};

/**
 * Returns every access list that names a role, beside those of what it owns itself: of the target's tables and whatever
 * else a survey saw.
 */
export function heldLists(snapshot: ReachedSnapshot, rights: Rights, role: string): HeldList[] {
  const tables = new Map(rights.tables.map((table) => [table.oid, table]));
  const sequences = new Map<number, SequenceRights[]>();
  for (const sequence of rights.sequences)
    sequences.set(sequence.table, [...(sequences.get(sequence.table) ?? []), sequence]);
  const { database } = rights;
  const lists = [
    ...snapshot.relations.flatMap(({ oid, schema, name, owner }): HeldList[] => {
      const on = { type: "table" as const, schema, name };
      const table = tables.get(oid);
      if (table === undefined) return [];
      return [
        { on, column: null, owner, items: table.acl ?? [] },
        ...table.columns.map(({ name: column, acl }) => ({ on, column, owner, items: acl })),
        ...(sequences.get(oid) ?? []).map((sequence) => ({
          on: { type: "sequence" as const, schema: sequence.schema, name: sequence.name },
          column: null,
          owner: sequence.owner,
          items: sequence.acl ?? [],
        })),
      ];
    }),
    ...rights.schemas.map(({ name, owner, acl }): HeldList => ({
      on: { type: "schema", name },
      column: null,
      owner,
      items: acl ?? [],
    })),
    {
      on: { type: "database" as const, name: database.name },
      column: null,
      owner: database.owner,
      items: database.acl ?? [],
    },
    ...rights.others.flatMap((other): HeldList[] => {
      const { owner, acl, columns } = other;
      const on = otherObject(other);
      return [
        { on, column: null, owner, items: acl },
        ...columns.map(({ name: column, acl: items }) => ({ on, column, owner, items })),
      ];
    }),
  ];
  return lists.flatMap((list) => {
    const items = list.items.filter(({ grantee, grantor }) => grantee === role || grantor === role);
    return list.owner === role || items.length === 0 ? [] : [{ ...list, items }];
  });
}
