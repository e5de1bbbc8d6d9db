import { tagsFiring } from "@/lib/repair/changes/command-tag";
import { firingAt } from "@/lib/repair/plan/event-triggers";
import type { Step } from "@/lib/repair/plan/schema";
import { gainsNothing } from "@/lib/repair/plan/trusted";
import type { EventTrigger } from "@/lib/snapshot/event-trigger";
import type { Roles } from "@/lib/privileges/roles";

/** Tags of the statements of a trial. */
const TAGS = ["CREATE PUBLICATION", "ALTER PUBLICATION", "ALTER TABLE"];

const sameFunction = (one: EventTrigger, other: EventTrigger): boolean =>
  one.function.schema === other.function.schema && one.function.name === other.function.name;

/**
 * Returns the event triggers that would run code of another role with the rights of the role that tries: a superuser's code
 * may do anything anyway, and code that already ran in the steps of a plan was accepted with that plan.
 */
export function foreignTriggers(
  triggers: readonly EventTrigger[],
  roles: Roles,
  admin: string,
  ran: readonly Step[] = [],
): EventTrigger[] {
  const accepted = firingAt(ran, triggers).map(({ trigger }) => trigger);
  return triggers.filter(
    (trigger) =>
      trigger.fires &&
      tagsFiring(trigger, TAGS).length > 0 &&
      !gainsNothing(roles, trigger.function.owner, admin) &&
      !accepted.some((other) => sameFunction(trigger, other)),
  );
}
