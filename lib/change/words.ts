import { displayName, displayRelation } from "@/lib/postgres/identifier";
import type { Change, DatabaseObject } from "./schema";

type Named = { schema: string; name: string };

/** A type as people write it: the array types of Postgres' own have a name of their own, with an underscore before it. */
function displayType({ schema, name }: Named): string {
  if (schema !== "pg_catalog") return displayRelation({ schema, name });
  return name.startsWith("_") ? `${displayName(name.slice(1))}[]` : displayName(name);
}

/** Returns a function as people read it: "public.plain(text, int4[])". */
export const namedRoutine = (routine: Named & { arguments: readonly Named[] }): string =>
  `${displayRelation(routine)}(${routine.arguments.map(displayType).join(", ")})`;

/** Returns an object as people read it: "public.orders", "the schema sales", "public.plain(text)". */
export function namedObject(on: DatabaseObject): string {
  switch (on.type) {
    case "table":
    case "sequence":
      return displayRelation(on);
    case "routine":
      return namedRoutine(on);
    default:
      return `the ${on.type} ${displayName(on.name)}`;
  }
}

/** Returns what a change is about, as the subject of a sentence: "the owner of public.orders". */
export function subjectOf(change: Change): string {
  switch (change.kind) {
    case "role":
      return `the role ${displayName(change.role)}`;
    case "password":
      return `the password of ${displayName(change.role)}`;
    case "role setting":
      return `${change.name} of ${displayName(change.role)}`;
    case "membership":
      return `the membership of ${displayName(change.member)} in ${displayName(change.role)}`;
    case "privileges":
      return `${change.privileges.join(", ")} on ${namedObject(change.on)} for ${change.grantee === null ? "PUBLIC" : displayName(change.grantee)}`;
    case "default privileges":
      return `the default privileges of ${displayName(change.creator)}`;
    case "table owner":
      return `the owner of ${displayRelation(change.table)}`;
    case "replica identity":
      return `the replica identity of ${displayRelation(change.table)}`;
    case "publication":
      return `the publication ${displayName(change.publication)}`;
    case "publication owner":
      return `the owner of ${displayName(change.publication)}`;
    case "published":
      return `${displayRelation(change.table)} in ${displayName(change.publication)}`;
    case "published schema":
      return `the schema ${displayName(change.schema)} in ${displayName(change.publication)}`;
    case "database limit":
      return `the connection limit of ${displayName(change.database)}`;
    case "slot":
      return `the slot ${change.slot}`;
    case "system setting":
      return `${change.name} of the server`;
  }
}
