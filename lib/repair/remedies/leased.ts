import type { Missing } from "@/lib/repair/missing";
import { displayName } from "@/lib/postgres/identifier";
import { leaseOf, possibleLeaseOf, withoutExpiry } from "@/lib/privileges/leased";
import type { Situation } from "./situation";

const replacedBy = (make: string): string =>
  `${make} a role for Electric that stays (in Vault: database/static-roles), name it in the target and in DATABASE_URL, and make this plan again.`;

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
          who: `Where a person set it, fix role.login first, or run this statement. ${replacedBy("Where it is leased: make")}`,
          sql: withoutExpiry(target.role),
          rule: "headroom",
        };
  if (lease === null) return null;
  return {
    what: `${displayName(target.role)} ${lease}. Electric needs a static role: a publication and tables belong to a role by name, and the next lease has another one.`,
    who: replacedBy("Make"),
    sql: null,
    rule: "headroom",
  };
}
