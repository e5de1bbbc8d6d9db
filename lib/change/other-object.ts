import type { OtherRights } from "@/lib/rights/schema";
import type { DatabaseObject } from "./schema";

/** Returns an object beside those of the target as a change names it. */
export function otherObject({ type, schema, name }: OtherRights): DatabaseObject {
  return type === "table" || type === "sequence" ? { type, schema: schema ?? "", name } : { type, name };
}
