import type { OtherRights } from "@/lib/privileges/schema";
import type { DatabaseObject } from "./object";

/** Returns an object beside those of the target as a change names it. */
export function otherObject(other: OtherRights): DatabaseObject {
  const { type, name } = other;
  const schema = other.schema ?? "";
  switch (type) {
    case "table":
    case "sequence":
      return { type, schema, name };
    case "routine":
      return { type, schema, name, arguments: other.arguments ?? [] };
    case "database":
      return { type, name };
  }
}
