import type { Relation } from "@/lib/snapshot/relation";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { targetRelations } from "./relations";
import type { Target } from "./schema";

/**
 * Returns whether Electric alters nothing itself: in manual mode, and also in automatic mode where its publication
 * exists and another role owns it by name (Electric 1.7.12, postgres/configuration.ex 46-75).
 */
export function onlyReads(snapshot: Pick<ReachedSnapshot, "publication">, target: Target): boolean {
  if (target.strategy === "manual") return true;
  return snapshot.publication !== null && snapshot.publication.owner !== target.role;
}

/** Returns the target's tables and partitioned tables: what Electric can serve. tables.kind speaks of the others. */
export function targetTables(snapshot: Pick<ReachedSnapshot, "relations">, target: Target): Relation[] {
  return targetRelations(snapshot, target).relations.filter(({ kind }) => kind === "r" || kind === "p");
}

/** Returns why there is nothing to judge when the target has no table. */
export function noTables(target: Target): string {
  return target.scope.kind === "schemas"
    ? `There is no table yet in ${target.scope.schemas.join(", ")}.`
    : "None of the tables that the target names exists as a table; tables.kind lists them.";
}

/** Returns the major version: 170004 is 17. */
export const majorOf = (versionNum: number): number => Math.floor(versionNum / 10_000);
