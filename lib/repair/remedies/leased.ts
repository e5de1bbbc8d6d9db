import type { Missing } from "@/lib/repair/missing";
import { displayName, quoteIdentifier } from "@/lib/postgres/identifier";
import { leaseOf, possibleLeaseOf } from "@/lib/privileges/leased";
import type { Situation } from "./situation";

const STATIC =
  "Make a role for Electric that stays (in Vault: database/static-roles), name it in the target and in DATABASE_URL, and make this plan again.";

/**
 * Returns what stands against every repair for a role that is leased for hours, or may be: it would get tables and a publication
 * by a name that is gone with its lease. A clean-up, which takes things from it, goes on, and so does a plan by which a person
 * says that the role stays: one for role.login, which takes the expiry off.
 */
export function leasedRole({ snapshot, wanted, target }: Situation): Missing | null {
  const { role, takenAt } = snapshot;
  if (role === null || wanted.kind === "clean-up" || wanted.kind === "undo") return null;
  const lease = leaseOf(role, takenAt);
  const possible = possibleLeaseOf(role, takenAt);
  if (possible !== null)
    return wanted.kind === "checks" && wanted.checks.includes("role.login")
      ? null
      : {
          what: `${displayName(target.role)} ${possible}. A credential manager's role is gone then, with what it was given; a person may have set the date too.`,
          who: `Where a person set it, fix role.login first, or run this statement. Where it is leased: m${STATIC.slice(1)}`,
          sql: `ALTER ROLE ${quoteIdentifier(target.role)} VALID UNTIL 'infinity';`,
          rule: "headroom",
        };
  if (lease === null) return null;
  return {
    what: `${displayName(target.role)} ${lease}. Electric needs a static role: a publication and tables belong to a role by name, and the next lease has another one.`,
    who: STATIC,
    sql: null,
    rule: "headroom",
  };
}
