import type { Right } from "./difference";
import { OWNER } from "./words";

/**
 * Returns whether a right comes with a role for Electric and opens nothing of another role: the role itself, its publication,
 * CREATE and CONNECT on the database, lookups in a schema. A step names it like any other.
 */
export function isElectricsOwn({ on, right }: Right, electric: string): boolean {
  switch (on.type) {
    case "role":
      return on.name === electric;
    case "publication":
      return right === OWNER;
    case "database":
      return right !== OWNER;
    case "schema":
      return right === "USAGE";
    case "server":
    case "table":
    case "sequence":
    case "column":
    case "routine":
    case "future":
      return false;
  }
}
