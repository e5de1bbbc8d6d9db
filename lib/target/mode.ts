import type { Relation } from "@/lib/snapshot/relation";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { effectiveRole } from "./effective-role";
import { hypertablesIn, parentsIn, targetRelations } from "./relations";
import type { Target } from "./schema";

/**
 * Returns whether Electric alters nothing itself: in manual mode, and also in automatic mode where its publication
 * exists and another role than the one that its sessions act as owns it by name (Electric 1.7.12, postgres/configuration.ex 46-75).
 */
export function onlyReads(snapshot: Pick<ReachedSnapshot, "publication" | "role">, target: Target): boolean {
  if (target.strategy === "manual") return true;
  return snapshot.publication !== null && snapshot.publication.owner !== effectiveRole(snapshot, target);
}

/** Whether Postgres can publish a relation: a table or partitioned table whose changes reach the WAL. */
export const isReplicable = ({ kind, persistence }: Pick<Relation, "kind" | "persistence">): boolean =>
  (kind === "r" || kind === "p") && persistence === "permanent";

/**
 * Returns the target's tables and partitioned tables that Electric can serve. Unlogged and temporary ones are not among
 * them: no publication takes them (22023, PostgreSQL 15 to 18; "cannot be replicated" on 14). Neither are parents by
 * inheritance, whose children's changes never arrive. tables.kind judges the others.
 */
export function targetTables(snapshot: Pick<ReachedSnapshot, "relations">, target: Target): Relation[] {
  const isParent = parentsIn(snapshot);
  const isHypertable = hypertablesIn(snapshot);
  return targetRelations(snapshot, target).relations.filter(
    (relation) => isReplicable(relation) && !isParent(relation) && !isHypertable(relation),
  );
}

/** Returns why there is nothing to judge when the target has no table. */
export function noTables(target: Target): string {
  return target.scope.kind === "schemas"
    ? `There is no table yet in ${target.scope.schemas.join(", ")} that Electric can serve.`
    : "None of the tables that the target names is one that Electric can serve; tables.kind lists them.";
}

/** Returns the major version: 170004 is 17. */
export const majorOf = (versionNum: number): number => Math.floor(versionNum / 10_000);
