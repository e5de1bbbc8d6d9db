import type { Owners } from "@/lib/repair/changes/need";
import type { Change } from "@/lib/repair/changes/schema";
import type { Rights } from "@/lib/privileges/schema";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { otherObject } from "@/lib/repair/changes/other-object";

const key = (schema: string, name: string): string => JSON.stringify([schema, name]);

/** Owners as they are now, moved on by each change that `pass` is told of. */
export function walkOwners(
  { relations, publication }: Pick<ReachedSnapshot, "relations" | "publication">,
  { sequences, schemas, database, others, admin }: Rights,
): Owners & { pass(change: Change): void } {
  const tables = new Map(relations.map(({ schema, name, owner }) => [key(schema, name), owner]));
  const byOid = new Map(relations.map(({ oid, schema, name }) => [oid, key(schema, name)]));
  const tableOf = new Map(sequences.map(({ schema, name, table }) => [key(schema, name), byOid.get(table)]));
  const publications = new Map(publication === null ? [] : [[publication.name, publication.owner]]);
  const beside = new Map(others.map((other) => [JSON.stringify(otherObject(other)), other.owner]));
  const known = (owner: string | undefined): string => owner ?? admin;
  return {
    table: ({ schema, name }) => known(tables.get(key(schema, name))),
    sequence: ({ schema, name }) =>
      known(
        tables.get(tableOf.get(key(schema, name)) ?? "") ??
          beside.get(JSON.stringify({ type: "sequence", schema, name })),
      ),
    schema: (name) => known(schemas.find((schema) => schema.name === name)?.owner),
    database: (name) =>
      name === database.name ? database.owner : known(beside.get(JSON.stringify({ type: "database", name }))),
    routine: (on) => known(beside.get(JSON.stringify(on))),
    publication: (name) => known(publications.get(name)),
    pass(change) {
      if (change.kind === "table owner") tables.set(key(change.table.schema, change.table.name), change.to);
      else if (change.kind === "publication owner") publications.set(change.publication, change.to);
      else if (change.kind === "publication") {
        if (change.to === null) publications.delete(change.publication);
        else if (change.from === null) publications.set(change.publication, admin);
      }
    },
  };
}
