import { count, listed } from "@/lib/checks/words";
import { displayName } from "@/lib/postgres/identifier";
import type { Relation } from "@/lib/snapshot/relation";
import { defineRemedy, nothing } from "./define";
import type { Situation } from "./situation";
import { joining, workersToJoin } from "./subscriptions";
import { tablesToTransfer } from "./to-transfer";

export type Kept = "grants" | "membership" | "superuser";
export type Keeping = {
  of(owner: string): Kept;
  /** Whether row security begins to filter a former owner, because a grant was chosen for it. */
  isFiltered(owner: string): boolean;
};

/**
 * Returns how each former owner keeps working. By grant, unless the admin chose otherwise or row security would begin to
 * filter it: an owner is spared where FORCE is not set, and a grant does not spare (PostgreSQL docs 5.9).
 */
export function keepsBy(situation: Situation, tables: readonly Relation[]): Keeping {
  const { roles, rights, choices, target } = situation;
  const secured = new Set(
    tables
      .filter(({ rowSecurity, forceRowSecurity }) => rowSecurity && !forceRowSecurity)
      .map(({ owner }) => owner),
  );
  // An owner's rights are inherited, with what row security spares it; SUPERUSER and BYPASSRLS are not.
  const isFollowed = (owner: string): boolean =>
    rights.roles.some(
      ({ name, superuser }) =>
        name !== owner && name !== target.role && !superuser && roles.inherits(name, owner),
    );
  const needsSparing = (owner: string): boolean => {
    const { superuser = false, bypassRls = false } = roles.of(owner) ?? {};
    return secured.has(owner) && (!(superuser || bypassRls) || isFollowed(owner));
  };
  const of = (owner: string): Kept => {
    if (roles.of(owner)?.superuser === true && !isFollowed(owner)) return "superuser";
    return choices.formerOwner ?? (needsSparing(owner) ? "membership" : "grants");
  };
  return {
    of,
    isFiltered: (owner) =>
      of(owner) === "grants" && needsSparing(owner) && !roles.inherits(owner, target.role),
  };
}

/** Stands before the transfer: a role that is a member already needs no other right to hand its tables over. */
export const formerOwner = defineRemedy({
  id: "ownership.former_owner",
  title: "Keep the former owner's rights by membership",
  cures: [],
  plan(situation) {
    const { target, roles, major } = situation;
    if (target.strategy !== "owner") return nothing;
    const tables = tablesToTransfer(situation);
    const keeping = keepsBy(situation, tables);
    const owners = [...new Set(tables.map(({ owner }) => owner))].filter(
      (owner) => keeping.of(owner) === "membership" && !roles.inherits(owner, target.role),
    );
    const workers = workersToJoin(situation, tables, owners);
    const joiners = [...owners, ...workers];
    if (joiners.length === 0) return nothing;
    const name = displayName(target.role);
    const circle = owners.filter((owner) => roles.isMember(target.role, owner));
    const blind = major < 16 ? owners.filter((owner) => roles.of(owner)?.inherit === false) : [];
    return {
      drafts: [
        ...(owners.length === 0
          ? []
          : [
              {
                says: `Make ${listed(owners.map(displayName))} ${owners.length === 1 ? "a member" : "members"} of ${name}: ${owners.length === 1 ? "it keeps" : "they keep"} the owner's rights on what ${name} owns, and row security spares ${owners.length === 1 ? "it" : "them"} as before.`,
                changes: owners.map((owner) => joining(situation, owner)),
              },
            ]),
        ...(workers.length === 0
          ? []
          : [
              {
                says: `Make ${listed(workers.map(displayName))} ${workers.length === 1 ? "a member" : "members"} of ${name}, so that ${workers.length === 1 ? "its subscriptions go" : "their subscriptions go"} on writing into these tables: a subscription becomes the owner of a table to write to it.`,
                changes: workers.map((worker) => joining(situation, worker)),
              },
            ]),
      ],
      cures: [],
      consequences: [
        `${listed(joiners.map(displayName))} may act as ${name} (${count(joiners.length, "membership")}), so ${name} can no longer become a member of ${joiners.length === 1 ? "it" : "them"}.`,
      ],
      missing: [
        ...circle.map((owner) => ({
          what: `${name} is a member of ${displayName(owner)}, so ${displayName(owner)} cannot become a member of ${name}: memberships cannot run in a circle.`,
          who: "Choose grants for the former owner, or the strategy “member”.",
          sql: null,
        })),
        ...workers
          .filter((worker) => roles.isMember(target.role, worker))
          .map((worker) => ({
            what: `${displayName(worker)} owns a subscription that writes into these tables, and could not become ${name} for it: ${name} is a member of ${displayName(worker)}, and memberships cannot run in a circle.`,
            who: `Whoever may revoke ${displayName(worker)} from ${name}, or the owner of the subscription with ALTER SUBSCRIPTION … SET (run_as_owner = true), or choose the strategy “member” or “manual”.`,
            sql: null,
          })),
        ...blind.map((owner) => ({
          what: `${displayName(owner)} has NOINHERIT, so a membership would give it nothing by itself.`,
          who: "Choose grants for the former owner.",
          sql: null,
        })),
      ],
    };
  },
});
