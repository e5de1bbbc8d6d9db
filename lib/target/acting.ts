import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import type { Target } from "./schema";

/**
 * Returns a snapshot and a target in which the role that Electric's sessions act as stands in place of Electric's role, with its
 * rights: they count from the login on (PostgreSQL docs, SET ROLE). Both as they are where sessions act as Electric's role.
 */
export function actingAs(
  snapshot: ReachedSnapshot,
  target: Target,
): { snapshot: ReachedSnapshot; target: Target } {
  const { role } = snapshot;
  const acting = role?.acting ?? null;
  if (role === null || acting === null) return { snapshot, target };
  return {
    target: { ...target, role: acting.name },
    snapshot: {
      ...snapshot,
      role: { ...role, ...acting, memberWithoutInherit: [] },
      relations: snapshot.relations.map((relation) => ({ ...relation, ...relation.acting })),
      schemas: snapshot.schemas.map((schema) => ({ ...schema, usage: schema.actingUsage ?? null })),
    },
  };
}
