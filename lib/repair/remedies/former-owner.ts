import { count, listed } from "@/lib/text/words";
import { displayName } from "@/lib/postgres/identifier";
import type { Missing } from "@/lib/repair/missing";
import { powerIn } from "@/lib/reach/power";
import { powerText } from "@/lib/reach/power-text";
import { reachState } from "@/lib/reach/state";
import { defineRemedy, nothing } from "./define";
import { keepsBy, type Keeping } from "./keeping";
import type { Draft, Situation } from "./situation";

function drafts({ target }: Situation, { owners, workers }: Keeping): Draft[] {
  const name = displayName(target.role);
  const [members, writers] = [[...owners.keys()], [...workers.keys()]];
  const one = members.length === 1;
  return [
    ...(members.length === 0
      ? []
      : [
          {
            says: `Make ${listed(members.map(displayName))} ${one ? "a member" : "members"} of ${name}: ${one ? "it keeps" : "they keep"} the owner's rights on what ${name} owns, and row security spares ${one ? "it" : "them"} as before.`,
            changes: [...owners.values()],
          },
        ]),
    ...(writers.length === 0
      ? []
      : [
          {
            says: `Make ${listed(writers.map(displayName))} ${writers.length === 1 ? "a member" : "members"} of ${name}, so that ${writers.length === 1 ? "its subscriptions go" : "their subscriptions go"} on writing into these tables: a subscription becomes the owner of a table to write to it.`,
            changes: [...workers.values()],
          },
        ]),
  ];
}

/** Returns the obstacles to the memberships that were chosen. */
function missing(situation: Situation, { owners, workers }: Keeping): Missing[] {
  const { target, roles, rights, snapshot, major } = situation;
  const name = displayName(target.role);
  const members = [...owners.keys()];
  const power = powerIn(reachState(snapshot, rights, target.role))(target.role);
  const blind = major < 16 ? members.filter((owner) => roles.of(owner)?.inherit === false) : [];
  return [
    ...(power === null
      ? []
      : [
          {
            what: powerText(power),
            who: "Choose grants for the former owner, or another role for Electric that is no superuser and has no such group.",
            sql: null,
            rule: "headroom" as const,
          },
        ]),
    ...members
      .filter((owner) => roles.isMember(target.role, owner))
      .map((owner) => ({
        what: `${name} is a member of ${displayName(owner)}, so ${displayName(owner)} cannot become a member of ${name}: memberships cannot run in a circle.`,
        who: "Choose grants for the former owner, or the strategy “member”.",
        sql: null,
      })),
    ...[...workers.keys()]
      .filter((worker) => roles.isMember(target.role, worker))
      .map((worker) => ({
        what: `${displayName(worker)} owns a subscription that writes into these tables, and could not become ${name} for it: ${name} is a member of ${displayName(worker)}, and memberships cannot run in a circle.`,
        who: `A role that may revoke ${displayName(worker)} from ${name}, or the owner of the subscription with ALTER SUBSCRIPTION … SET (run_as_owner = true), or choose the strategy “member” or “manual”.`,
        sql: null,
      })),
    ...blind.map((owner) => ({
      what: `${displayName(owner)} has NOINHERIT, so a membership would give it nothing by itself.`,
      who: "Choose grants for the former owner.",
      sql: null,
      rule: "headroom" as const,
    })),
  ];
}

/** Stands before the transfer: a role that is a member already needs no other right to hand its tables over. */
export const formerOwner = defineRemedy({
  id: "ownership.former_owner",
  // Who hands tables over keeps working.
  joins: ["tables.ownership"],
  frames: true,
  title: "Keep the former owner's rights by membership",
  fixes: [],
  plan(situation) {
    const { target } = situation;
    const keeping = keepsBy(situation);
    const joiners = [...keeping.owners.keys(), ...keeping.workers.keys()];
    if (target.strategy !== "owner" || joiners.length === 0) return nothing;
    const name = displayName(target.role);
    return {
      drafts: drafts(situation, keeping),
      fixes: [],
      consequences: [
        `${listed(joiners.map(displayName))} ${joiners.length === 1 ? "has" : "have"} the rights of ${name} (${count(joiners.length, "membership")}), so ${name} can no longer become a member of ${joiners.length === 1 ? "it" : "them"}.`,
      ],
      missing: missing(situation, keeping),
    };
  },
});
