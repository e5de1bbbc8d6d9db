import type { NeedOf } from "@/lib/repair/changes/need";
import { displayName } from "@/lib/postgres/identifier";
import type { PrivilegeLedger } from "../privilege-ledger";
import type { RightDefinition } from "./definition";
import { attributeNames, grantorsOf, onlySuperusers } from "./words";

type AlterRole = NeedOf<"alter role">;

/** Returns why only a superuser may alter the role: it is one, or because of what it has or is to have (up to 15). */
function reservedBy(need: AlterRole, ledger: PrivilegeLedger): "superuser" | "attributes" | null {
  const facts = ledger.roles.of(need.role);
  if (facts?.superuser === true) return "superuser";
  if (ledger.major >= 16 || ledger.hasCreated(need.role)) return null;
  // Up to 15 a role with REPLICATION is altered by superusers alone, its password included, its settings not (seen on 15).
  const hasReplication =
    facts?.replication === true && need.what !== "settings" && !ledger.attributes.replication;
  return !ledger.mayGive(need) || hasReplication ? "attributes" : null;
}

/** ALTER ROLE of its attributes, its password or its settings. */
export const alterRole: RightDefinition<AlterRole> = {
  satisfied(need, ledger) {
    if (reservedBy(need, ledger) !== null) return false;
    // Every role may change its own password and settings.
    if (need.what !== "attributes" && need.role === ledger.admin) return true;
    return (
      ledger.self?.createRole === true &&
      (ledger.major < 16 || (ledger.mayAdministerRole(need.role) && ledger.mayGive(need)))
    );
  },
  grantTemporarily: () => false,
  text(need, ledger) {
    const { admin, major } = ledger;
    const changed = attributeNames(need);
    const reserved = reservedBy(need, ledger);
    return {
      what:
        changed.length === 0
          ? `${displayName(admin)} may not alter ${displayName(need.role)}.`
          : `${displayName(admin)} may not change ${changed.join(" and ")} of ${displayName(need.role)}.`,
      who: reserved === null ? grantorsOf(need, major, need.role) : onlySuperusers("alter", reserved, major),
      sql: null,
    };
  },
};
