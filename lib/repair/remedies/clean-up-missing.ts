import { count, listed } from "@/lib/text/words";
import type { Missing } from "@/lib/repair/missing";
import { displayName } from "@/lib/postgres/identifier";
import { listsToClean } from "./clean-grants";
import { foreignGrants, dependenciesOf } from "./drop-role-blockers";
import { ownedByElectric } from "./hand-back";
import { newOwnerOf } from "./heirs";
import type { Situation } from "./situation";
import { stoppedBy } from "./subscriptions";

/** Returns what stands against the end of Electric here; `handed` are the oids of the tables that are handed over. */
export function cleanUpMissing(situation: Situation, handed: ReadonlySet<number>): Missing[] {
  const { rights, target, roles, choices } = situation;
  const name = displayName(target.role);
  if (target.role === rights.admin)
    return [
      {
        what: `${name} runs this itself, and no role can drop itself.`,
        who: `A superuser, or a role with CREATEROLE and ADMIN OPTION on ${name}, has to run it.`,
        sql: null,
      },
    ];
  const to = choices.handTo;
  const unfit =
    handed.size === 0 || to === null
      ? null
      : to === target.role
        ? `The tables cannot be handed over to ${name}, which is about to go.`
        : roles.of(to) === undefined
          ? `There is no role ${displayName(to)} to hand the tables over to.`
          : null;
  return [
    ...(unfit === null ? [] : [{ what: unfit, who: "Choose another role to own them.", sql: null }]),
    ...(rights.sessions === 0
      ? []
      : [
          {
            what: `${name} has ${count(rights.sessions, "session")} open: Electric still runs.`,
            who: "Stop Electric, then look again.",
            sql: null,
            rule: "headroom" as const,
          },
        ]),
    ...(rights.owned.length === 0
      ? []
      : [
          {
            what: `${name} owns ${count(rights.owned.length, "other object")} here: ${listed(
              rights.owned.map(({ type, identity }) => `${type} ${identity}`),
            )}.`,
            who: "A role that may act as both: hand them over first (ALTER … OWNER TO), or drop them.",
            sql: null,
          },
        ]),
    ...(unfit === null ? stoppedBy(situation, ownedByElectric(situation), newOwnerOf(situation)) : []),
    ...foreignGrants(listsToClean(situation, handed), target.role, rights.admin, roles),
    // Where it stays because of another database nothing drops it.
    ...(rights.dependsIn.length === 0 ? dependenciesOf(rights, target.role) : []),
  ];
}
