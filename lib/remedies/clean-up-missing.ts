import { count } from "@/lib/checks/words";
import type { Missing } from "@/lib/plan/schema";
import { displayName } from "@/lib/postgres/identifier";
import type { Situation } from "./situation";

/** What the plan hands over or drops itself, or what follows a table. */
const HANDED = new Set([
  "table",
  "publication",
  "index",
  "toast table",
  "sequence",
  "type",
  "partitioned table",
]);

/** Returns what stands against the end of Electric here; `hands` says that tables are handed over. */
export function cleanUpMissing({ rights, target, roles, choices }: Situation, hands: boolean): Missing[] {
  const name = displayName(target.role);
  if (target.role === rights.admin)
    return [
      {
        what: `${name} runs this itself, and no role can drop itself.`,
        who: `A superuser, or a role with CREATEROLE and ADMIN OPTION on ${name}, has to run it.`,
        sql: null,
      },
    ];
  const to = choices.handTo ?? rights.admin;
  const unfit = !hands
    ? null
    : to === target.role
      ? `The tables cannot be handed over to ${name}, which is about to go.`
      : roles.of(to) === undefined
        ? `There is no role ${displayName(to)} to hand the tables over to.`
        : null;
  const others = rights.owned.filter(({ type }) => !HANDED.has(type)).length;
  return [
    ...(unfit === null ? [] : [{ what: unfit, who: "Choose another role to own them.", sql: null }]),
    ...(rights.sessions === 0
      ? []
      : [
          {
            what: `${name} has ${count(rights.sessions, "session")} open: Electric still runs.`,
            who: "Stop Electric, then look again.",
            sql: null,
          },
        ]),
    ...(others === 0
      ? []
      : [
          {
            what: `${name} owns ${count(others, "other object")} here: ${rights.owned
              .filter(({ type }) => !HANDED.has(type))
              .slice(0, 3)
              .map(({ type, identity }) => `${type} ${identity}`)
              .join(", ")}.`,
            who: "Whoever may act as both roles: hand them over first (ALTER … OWNER TO).",
            sql: null,
          },
        ]),
  ];
}
