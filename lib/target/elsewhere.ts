import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { isReplicable } from "./mode";
import { targetSchemas } from "./relations";
import type { Target } from "./schema";

/** Returns the schemas outside the target that hold tables which Electric could serve, the fullest first. */
export function tablesBySchema(
  { relations }: Pick<ReachedSnapshot, "relations">,
  target: Target,
): { schema: string; tables: number }[] {
  const own = new Set(targetSchemas(target));
  const counts = new Map<string, number>();
  for (const relation of relations)
    if (
      !own.has(relation.schema) &&
      isReplicable(relation) &&
      !relation.isPartition &&
      (relation.extension ?? null) === null
    )
      counts.set(relation.schema, (counts.get(relation.schema) ?? 0) + 1);
  return [...counts]
    .map(([schema, tables]) => ({ schema, tables }))
    .sort((a, b) => b.tables - a.tables || (a.schema < b.schema ? -1 : 1));
}
