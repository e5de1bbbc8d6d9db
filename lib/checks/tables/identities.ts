import type { Relation } from "@/lib/snapshot/relation";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { isReplicable, onlyReads, targetTables } from "@/lib/target/mode";
import { leavesIn } from "@/lib/target/relations";
import type { Target } from "@/lib/target/schema";

/** Tables without REPLICA IDENTITY FULL, by what follows from it; each table stands in one list only. */
export type Identities = {
  /** Electric does not set it: a target that it only reads, a partition of a target, or what else is published. */
  broken: Relation[];
  /** Electric will set it at the first shape. */
  waiting: Relation[];
  /** Published and not of the target, and Electric will take it out of its publication. */
  leaving: Relation[];
  /**
   * Relations that stand in the publication by name, are not of the target, and are not FULL or have a partition that is
   * not.
   */
  strangers: Relation[];
  /** How many tables were looked at. */
  seen: number;
};

/** Foreign and unlogged tables can be partitions: no change of theirs is decoded, and tables.kind fails for them. */
const isLacking = (table: Relation): boolean => isReplicable(table) && table.replicaIdentity !== "f";

/**
 * Sorts the tables that matter to Electric by what their replica identity leads to. The changes of a partitioned table
 * are written by its leaves under the leaves' own identity; Electric sets only the table that a shape names, and checks
 * only that one (observed with Electric 1.7.12 on PostgreSQL 17 and 18).
 */
export function identitiesOf(snapshot: ReachedSnapshot, target: Target): Identities {
  const reads = onlyReads(snapshot, target);
  const leaves = leavesIn(snapshot);
  const targets = targetTables(snapshot, target);
  const kind = new Map<Relation, "broken" | "waiting" | "leaving">();
  for (const table of targets) kind.set(table, reads ? "broken" : "waiting");
  for (const table of targets)
    if (table.kind === "p") for (const leaf of leaves(table)) kind.set(leaf, "broken");
  const strangers: Relation[] = [];
  for (const table of snapshot.relations) {
    if (table.published === null || kind.has(table)) continue;
    const changing = leaves(table).filter((leaf) => !kind.has(leaf));
    for (const leaf of changing) kind.set(leaf, reads ? "broken" : "leaving");
    if (changing.some(isLacking)) strangers.push(table);
  }
  const lacking = (which: string): Relation[] =>
    [...kind].flatMap(([table, is]) => (is === which && isLacking(table) ? [table] : []));
  return {
    broken: lacking("broken"),
    waiting: lacking("waiting"),
    leaving: lacking("leaving"),
    strangers,
    seen: kind.size,
  };
}
