import { commandTagOf } from "@/lib/repair/changes/operations";
import { tagsFiring } from "@/lib/repair/changes/command-tag";
import { count, listed } from "@/lib/text/words";
import { displayName, displayRelation } from "@/lib/postgres/identifier";
import type { EventTrigger } from "@/lib/snapshot/event-trigger";
import type { Roles } from "@/lib/privileges/roles";
import type { Rights } from "@/lib/privileges/schema";
import type { Acceptance } from "./acceptance";
import type { Step } from "./schema";
import { gainsNothing } from "./trusted";

/** The warning and notes on code that a plan's statements, or Postgres after them, run with the rights of another role. */
export type CodeWarning = { acceptance: Acceptance | null; notes: string[] };

type Firing = { trigger: EventTrigger; tags: string[] };

const namedFunction = ({ function: called }: EventTrigger): string => `${displayRelation(called)}()`;

/** "audit.log_ddl() of postgres", with whose rights it runs where they are not those of the role that runs the plan. */
const functionOf = (trigger: EventTrigger): string => {
  const owner = displayName(trigger.function.owner);
  return `${namedFunction(trigger)} of ${owner}${trigger.function.securityDefiner ? `, SECURITY DEFINER: with the rights of ${owner} as long as ${owner} leaves it so` : ""}`;
};

const lineOf = ({ trigger, tags }: Firing): string =>
  `Event trigger ${displayName(trigger.name)} (${trigger.event}, at ${listed(tags)}) runs ${functionOf(trigger)}`;

/** Returns the event triggers that fire at statements of these steps, each with the tags of those statements. */
export function firingAt(steps: readonly Step[], triggers: readonly EventTrigger[]): Firing[] {
  const tags = [
    ...new Set(steps.flatMap(({ changes }) => changes).flatMap((change) => commandTagOf(change) ?? [])),
  ].sort();
  return triggers.flatMap((trigger) => {
    const firing = trigger.fires ? tagsFiring(trigger, tags) : [];
    return firing.length === 0 ? [] : [{ trigger, tags: firing }];
  });
}

/** A login trigger ran when the session of this plan began, so there is nothing left to ask. */
function loginNotes({ eventTriggers, admin }: Rights, roles: Roles): string[] {
  return eventTriggers
    .filter(
      ({ event, fires, function: { owner } }) =>
        event === "login" && fires && !gainsNothing(roles, owner, admin),
    )
    .map(
      (trigger) =>
        `Event trigger ${displayName(trigger.name)} runs ${functionOf(trigger)} at every login to this database, those of Headroom as ${displayName(admin)} included.`,
    );
}

/**
 * Returns what a plan says of the event triggers that fire at its statements, with the rights of the role that runs it: one
 * whose function belongs to a role that gains by that has to be accepted before the first statement.
 */
export function eventTriggerWarning(steps: readonly Step[], rights: Rights, roles: Roles): CodeWarning {
  const { admin, eventTriggers } = rights;
  const firing = firingAt(steps, eventTriggers);
  const isForeign = ({ trigger }: Firing) => !gainsNothing(roles, trigger.function.owner, admin);
  const foreign = firing.filter(isForeign);
  const owners = [...new Set(foreign.map(({ trigger }) => displayName(trigger.function.owner)))].sort();
  const me = displayName(admin);
  const functions = new Set(foreign.map(({ trigger }) => namedFunction(trigger))).size;
  return {
    acceptance:
      foreign.length === 0
        ? null
        : {
            id: "event-triggers",
            what: `${count(foreign.length, "event trigger")} of this database ${foreign.length === 1 ? "runs" : "run"} code of ${listed(owners)} with the rights of ${me} at statements of this plan, in a dry run too. A dry run rolls back what that code does in this database alone.`,
            says: `I accept that ${functions === 1 ? "this function" : `these ${functions} functions`} of ${listed(owners)} ${functions === 1 ? "runs" : "run"} as ${me}.`,
            objects: foreign.map(lineOf),
          },
    notes: [
      ...firing
        .filter((one) => !isForeign(one))
        .map(
          (one) =>
            `${lineOf(one)}${one.trigger.function.securityDefiner ? "" : `, with the rights of ${me}`}.`,
        ),
      ...loginNotes(rights, roles),
    ],
  };
}
