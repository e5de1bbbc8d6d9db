import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { targetSchemas } from "@/lib/target/relations";
import type { Target } from "@/lib/target/schema";

/** A role that makes tables in a schema of the target, or may. */
export type Creator = { role: string; schema: string };

/**
 * Returns who makes tables in the target's schemas: owners of what is there and login roles that may create there,
 * without Electric's own role and without superusers that own nothing there. In the order of schemas, then as seen.
 */
export function creatorsOf(snapshot: ReachedSnapshot, target: Target): Creator[] {
  const bySchema = new Map(targetSchemas(target).map((schema) => [schema, new Set<string>()]));
  for (const { schema, kind, owner, persistence } of snapshot.relations)
    if ((kind === "r" || kind === "p") && persistence !== "temporary") bySchema.get(schema)?.add(owner);
  for (const { name, creators } of snapshot.schemas)
    for (const role of creators) bySchema.get(name)?.add(role);
  return [...bySchema].flatMap(([schema, roles]) =>
    [...roles].filter((role) => role !== target.role).map((role) => ({ role, schema })),
  );
}

const keyOf = (creator: string, schema: string | null): string => JSON.stringify([creator, schema]);

/**
 * Returns a function that tells whether a table that a role makes tomorrow is covered: by inheriting from that role in
 * every strategy; where Electric only reads also by default privileges of that role (FOR ROLE, in the schema or
 * everywhere) for Electric's role, a role it inherits from, or PUBLIC, and by pg_read_all_data.
 */
export function coverageIn(snapshot: ReachedSnapshot, target: Target): (creator: Creator) => boolean {
  const inherits = new Set(snapshot.role?.inheritsFrom);
  const granted = new Set(["PUBLIC", target.role, ...inherits]);
  const readable = new Set(
    snapshot.defaultPrivileges
      .filter(({ privilege, grantee }) => privilege === "SELECT" && granted.has(grantee))
      .map(({ creator, schema }) => keyOf(creator, schema)),
  );
  return ({ role, schema }) => {
    if (snapshot.role?.superuser === true || inherits.has(role)) return true;
    if (target.strategy !== "manual") return false;
    return (
      inherits.has("pg_read_all_data") || readable.has(keyOf(role, schema)) || readable.has(keyOf(role, null))
    );
  };
}
