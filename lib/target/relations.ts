import type { Relation } from "@/lib/snapshot/relation";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import type { TableName, Target } from "./schema";

/** The relations that the target means, and the names that mean nothing in this database. */
export type TargetRelations = { relations: Relation[]; missing: TableName[] };

/**
 * Returns the target's relations. "All in a schema" means its tables and partitioned tables, unlogged ones
 * included, without partitions (their root stands for them), views, foreign tables and what belongs to an extension,
 * which is no data of the application; a list means what it names, each once.
 */
export function targetRelations(
  snapshot: Pick<ReachedSnapshot, "relations">,
  target: Target,
): TargetRelations {
  const { scope } = target;
  if (scope.kind === "schemas") {
    const schemas = new Set(scope.schemas);
    const relations = snapshot.relations.filter(
      ({ schema, kind, isPartition, persistence, extension }) =>
        schemas.has(schema) &&
        (kind === "r" || kind === "p") &&
        !isPartition &&
        persistence !== "temporary" &&
        (extension ?? null) === null,
    );
    return { relations, missing: [] };
  }
  const byName = new Map(snapshot.relations.map((relation) => [key(relation), relation]));
  const named = [...new Map(scope.tables.map((table) => [key(table), table])).values()];
  const relations = named.flatMap((table) => byName.get(key(table)) ?? []);
  return { relations, missing: named.filter((table) => !byName.has(key(table))) };
}

/** Returns the schemas that the target touches, each once. */
export function targetSchemas(target: Target): string[] {
  return target.scope.kind === "schemas"
    ? target.scope.schemas
    : [...new Set(target.scope.tables.map(({ schema }) => schema))];
}

/**
 * Returns a function that gives the leaf partitions below a partitioned table (itself where it is none), without one that is
 * half detached: its rows are no longer the parent's, and Postgres lets no statement alter it.
 */
export function leavesIn(snapshot: Pick<ReachedSnapshot, "relations">): (root: Relation) => Relation[] {
  const children = new Map<number, Relation[]>();
  for (const relation of snapshot.relations) {
    if (!relation.isPartition || relation.detachPending) continue;
    for (const parent of relation.parents) {
      const siblings = children.get(parent);
      if (siblings === undefined) children.set(parent, [relation]);
      else siblings.push(relation);
    }
  }
  const leaves = (relation: Relation): Relation[] =>
    relation.kind === "p" ? (children.get(relation.oid) ?? []).flatMap(leaves) : [relation];
  return leaves;
}

/**
 * Returns a test of whether other tables inherit from a table, partitions aside. Electric's snapshot of it has their rows,
 * and their changes never arrive (observed with Electric 1.7.12).
 */
export function parentsIn(snapshot: Pick<ReachedSnapshot, "relations">): (relation: Relation) => boolean {
  const parents = new Set(
    snapshot.relations.flatMap((relation) => (relation.isPartition ? [] : relation.parents)),
  );
  return ({ oid, kind }) => kind === "r" && parents.has(oid);
}

/** The schema in which TimescaleDB keeps chunks unless another one was named. */
const CHUNKS = "_timescaledb_internal";

/** Returns a test of whether a table is a hypertable of TimescaleDB: by its trigger, or by a chunk that inherits from it. */
export function hypertablesIn(snapshot: Pick<ReachedSnapshot, "relations">): (relation: Relation) => boolean {
  const parents = new Set(
    snapshot.relations.flatMap((relation) => (relation.schema === CHUNKS ? relation.parents : [])),
  );
  return ({ oid, hypertable }) => hypertable || parents.has(oid);
}

const key = ({ schema, name }: TableName): string => JSON.stringify([schema, name]);
