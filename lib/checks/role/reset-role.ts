import { quoteIdentifier } from "@/lib/postgres/identifier";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import type { Target } from "@/lib/target/schema";

/**
 * Returns the SQL by which the sessions of Electric's role act as that role again. A value fixed for the database or for
 * all roles stays for the others: `none` for Electric's role comes before it.
 */
export function resetRole({ role, database }: ReachedSnapshot, target: Pick<Target, "role">): string {
  const name = quoteIdentifier(target.role);
  const here = `ALTER ROLE ${name} IN DATABASE ${quoteIdentifier(database.name)}`;
  const settings = role?.setRole ?? [];
  const own = settings.flatMap(({ scope }) =>
    scope === "role in database"
      ? [`${here} RESET role;`]
      : scope === "role"
        ? [`ALTER ROLE ${name} RESET role;`]
        : [],
  );
  const wider = settings.some(
    ({ scope, mayBecome, value }) =>
      (scope === "database" || scope === "all roles") && mayBecome && value !== "none",
  );
  return [...own, ...(wider ? [`${here} SET role = 'none';`] : [])].join("\n");
}
