import { catalogueGrant, catalogueObject, type Needed } from "@/lib/electric/catalogues";
import type { Connection } from "@/lib/snapshot/connection";
import { asIdentifier, roleName } from "./text";

/** Stands between the names in the `said` of a failure of the kind `closed`. */
export const CLOSED_SEPARATOR = "; ";

/** Name under which the schema itself stands among what is closed. */
export const CLOSED_SCHEMA = "pg_catalog";

/** Parts of pg_catalog that are closed to the visiting role, as findings list them, and the statements that open them. */
export type Closed = { role: string; names: string[]; objects: string[]; grant: string };

const kindOf = (name: string): Needed["kind"] =>
  name === CLOSED_SCHEMA ? "schema" : name.endsWith(")") ? "function" : "relation";

/** Returns what is closed to the visiting role; null where that is not why there is no snapshot. */
export function closedTo(connection: Connection): Closed | null {
  const { failure } = connection;
  if (failure?.kind !== "closed") return null;
  const role = roleName(connection);
  const names = failure.said.split(CLOSED_SEPARATOR);
  const to = asIdentifier(role) ?? "<role>";
  const closed = names.map((name) => ({ kind: kindOf(name), name }));
  const grant = closed.map((one) => catalogueGrant(one, to)).join("\n");
  return { role, names, objects: closed.map(catalogueObject), grant };
}
