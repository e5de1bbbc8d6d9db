import type { Connection } from "@/lib/snapshot/connection";
import { asIdentifier, roleName } from "./text";

/** Stands between the names in the `said` of a failure of the kind `closed`. */
export const CLOSED_SEPARATOR = "; ";

/** Parts of pg_catalog that are closed to the visiting role, and the statements that open them. */
export type Closed = { role: string; names: string[]; grant: string };

/** Returns what is closed to the visiting role; null where that is not why there is no snapshot. */
export function closedTo(connection: Connection): Closed | null {
  const { failure } = connection;
  if (failure?.kind !== "closed") return null;
  const role = roleName(connection);
  const names = failure.said.split(CLOSED_SEPARATOR);
  const to = asIdentifier(role) ?? "<role>";
  const grant = names
    .map((name) =>
      name.endsWith(")")
        ? `GRANT EXECUTE ON FUNCTION pg_catalog.${name} TO ${to};`
        : `GRANT SELECT ON pg_catalog.${name} TO ${to};`,
    )
    .join("\n");
  return { role, names, grant };
}
