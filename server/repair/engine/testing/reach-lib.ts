import "server-only";
import { objectKey, type ReachObject, type ReachState } from "@/lib/reach/state";
import { reachOfRole } from "@/lib/reach/reach";
import { actingIn, becomesSuperuser } from "@/lib/reach/roles";
import { majorOf } from "@/lib/target/mode";
import type { MeasuredReach } from "./reach";

const OWNER = "owner's rights";
const ON_TABLES = ["SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER"];
const SHOWN: Partial<Record<ReachObject["type"], readonly string[]>> = {
  table: ON_TABLES,
  column: ["SELECT", "INSERT", "UPDATE", "REFERENCES"],
  sequence: ["SELECT", "UPDATE", "USAGE"],
  schema: ["USAGE", "CREATE"],
  database: ["CREATE", "CONNECT", "TEMPORARY"],
};

/** Names an object as measureReach does; null for a kind that is not measured. */
function measuredName(on: ReachObject): string | null {
  switch (on.type) {
    case "table":
    case "sequence":
      return `${on.type} ${on.schema}.${on.name}`;
    case "column":
      return `column ${on.schema}.${on.name}.${on.column}`;
    case "schema":
      return `schema ${on.name}`;
    case "database":
      return "database";
    default:
      return null;
  }
}

/**
 * Returns what lib/reach makes of a state, in the words of measureReach, with the objects of which the survey read the whole
 * access list: only of those can the two be compared.
 */
export function computedReach(
  state: ReachState,
  whole: ReadonlySet<string>,
): { reach: Set<string>; objects: Set<string> } {
  const reach = new Set<string>();
  const objects = new Set<string>();
  const acting = actingIn(state);
  const set = majorOf(state.versionNum) >= 16 ? "SET" : "MEMBER";
  for (const [role, { superuser }] of state.roles) {
    const as = acting(role);
    if (superuser || becomesSuperuser(state, as) || (role.startsWith("pg_") && role !== "pg_database_owner"))
      continue;
    const add = (on: string, right: string) => reach.add(JSON.stringify([role, on, right]));
    for (const other of as.inherited) if (other !== role) add(`role ${other}`, "USAGE");
    for (const other of as.settable) if (other !== role) add(`role ${other}`, set);
    const reached = reachOfRole(state, role, as);
    for (const right of reached.get(JSON.stringify({ type: "server" }))?.rights ?? []) add("server", right);
    for (const { on } of state.objects.values()) {
      const name = measuredName(on);
      if (name === null || !whole.has(objectKey(on))) continue;
      objects.add(name);
      const table =
        on.type === "column" ? objectKey({ type: "table", schema: on.schema, name: on.name }) : null;
      const rights = new Set([
        ...(reached.get(objectKey(on))?.rights ?? []),
        ...(table === null ? [] : (reached.get(table)?.rights ?? [])),
      ]);
      for (const right of SHOWN[on.type] ?? []) if (rights.has(right)) add(name, right);
      if ((on.type === "table" || on.type === "sequence") && rights.has(OWNER))
        add(`table ${on.schema}.${on.name}`, "OWNER");
    }
  }
  return { reach, objects };
}

/** Returns of what was measured that which can be compared with what was computed. */
export function comparable(measured: MeasuredReach, objects: ReadonlySet<string>): Set<string> {
  const isCompared = (row: string): boolean => {
    const [, on, right]: [string, string, string] = JSON.parse(row);
    if (on === "server") return true;
    if (on.startsWith("role ")) return right !== "USAGE WITH ADMIN OPTION";
    return objects.has(on) || (right === "OWNER" && objects.has(on.replace(/^table /, "sequence ")));
  };
  return new Set([...measured].filter(isCompared));
}
