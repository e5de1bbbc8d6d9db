import { displayName, displayRelation } from "@/lib/postgres/identifier";
import type { DatabaseObject } from "./object";

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
    case "schema":
    case "database":
      return `the ${on.type} ${displayName(on.name)}`;
  }
}
