import type { Missing } from "@/lib/repair/missing";
import { displayName } from "@/lib/postgres/identifier";
import { leaseOf } from "@/lib/privileges/leased";
import type { Situation } from "./situation";

/**
 * Returns what stands against every repair for a role that is leased for hours: it would get tables and a publication by a
 * name that is gone with its lease. A clean-up, which takes things from it, goes on.
 */
export function leasedRole({ snapshot, wanted, target }: Situation): Missing | null {
  const lease = snapshot.role === null ? null : leaseOf(snapshot.role, snapshot.takenAt);
  if (lease === null || wanted.kind === "clean-up" || wanted.kind === "undo") return null;
  return {
    what: `${displayName(target.role)} ${lease}. Electric needs a static role: a publication and tables belong to a role by name, and the next lease has another one.`,
    who: "Make a role for Electric that stays (in Vault: database/static-roles), name it in the target and in DATABASE_URL, and make this plan again.",
    sql: null,
    rule: "headroom",
  };
}
