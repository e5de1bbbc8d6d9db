import type { ReachTarget } from "./reach";
import { namedObject } from "@/lib/repair/changes/words";
import { displayName, displayRelation } from "@/lib/postgres/identifier";

/** Rights that no GRANT gives, as people read them. */
export const OWNER = "owner's rights";
export const PAST_ROW_SECURITY = "reads past row security";

/** Returns what a right is on, as people read it; null for the server itself. */
export function namedTarget(on: ReachTarget): string | null {
  switch (on.type) {
    case "server":
      return null;
    case "role":
      return `the role ${displayName(on.name)}`;
    case "publication":
      return `the publication ${displayName(on.name)}`;
    case "column":
      return `the column ${displayName(on.column)} of ${displayRelation(on)}`;
    case "future":
      return `${on.objects.toLowerCase()} that ${displayName(on.creator)} makes later${on.schema === null ? "" : ` in ${displayName(on.schema)}`}`;
    case "table":
    case "sequence":
    case "schema":
    case "database":
    case "routine":
      return namedObject(on);
  }
}
