import { displayName, quoteIdentifier } from "@/lib/postgres/identifier";
import { itemsOfRights, type RoleChange } from "@/lib/reach/difference";
import { isElectricsOwn } from "@/lib/reach/electrics-own";
import { planReach } from "@/lib/reach/plan";
import { itemLines } from "@/lib/reach/text";
import type { Situation } from "@/lib/repair/remedies/situation";
import type { Step } from "./schema";
import type { Missing } from "@/lib/repair/missing";
import { takesAway } from "@/lib/repair/request";

/** Memberships that a plan makes for former owners are chosen, or open nothing of another role (lib/repair/remedies/keeping.ts). */
const CHOSEN = "ownership.former_owner";

/** The grant by which a role administers Electric's, taken back. */
function revokedAdmin({ target, rights }: Situation, role: string): string | null {
  const row = rights.memberships.find((one) => one.role === target.role && one.member === role && one.admin);
  return row === undefined
    ? null
    : `REVOKE ADMIN OPTION FOR ${quoteIdentifier(target.role)} FROM ${quoteIdentifier(role)} GRANTED BY ${quoteIdentifier(row.grantor)};`;
}

function missingFor(situation: Situation, { role, gains, byGrant }: RoleChange): Missing {
  const { target, rights } = situation;
  const [electric, name] = [displayName(target.role), displayName(role)];
  if (byGrant)
    return {
      what: `${name} may grant itself a role that it administers (ADMIN OPTION), so become a member of ${electric}, and would then newly reach what the plan gives ${electric}: ${itemLines(itemsOfRights(gains, "gains")).join("; ")}.`,
      who: `Take the ADMIN OPTION back, or choose that ${name} may reach it.`,
      sql: revokedAdmin(situation, role),
      rule: "headroom",
      openTo: role,
    };
  const isDirect = rights.memberships.some((row) => row.role === target.role && row.member === role);
  return {
    what: `${name} has the rights of ${electric} and would newly reach what the plan gives ${electric}: ${itemLines(itemsOfRights(gains, "gains")).join("; ")}.`,
    who: `Revoke the membership, or choose that ${name} may reach it.`,
    sql: isDirect ? `REVOKE ${quoteIdentifier(target.role)} FROM ${quoteIdentifier(role)};` : null,
    rule: "headroom",
    openTo: role,
  };
}

/**
 * Returns what stands against a plan that would open something to a role other than Electric's and was not chosen by that
 * role's name: members of Electric's role reach whatever it gets. An undo and a clean-up take away, and name what they open.
 */
export function openedSilently(
  situation: Situation,
  steps: readonly Step[],
  others: readonly RoleChange[],
): Missing[] {
  const { snapshot, rights, target, choices, wanted } = situation;
  if (takesAway(wanted) || others.length === 0) return [];
  const unchosen = steps.some(({ remedy }) => remedy === CHOSEN)
    ? planReach(
        steps.filter(({ remedy }) => remedy !== CHOSEN),
        snapshot,
        rights,
        target.role,
      ).others
    : others;
  return unchosen.flatMap((change) => {
    const { role, gains } = change;
    const opened = gains.filter((right) => !isElectricsOwn(right, target.role));
    return opened.length === 0 || choices.openTo.includes(role)
      ? []
      : [missingFor(situation, { ...change, gains: opened })];
  });
}
