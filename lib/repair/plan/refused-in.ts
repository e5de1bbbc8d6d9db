import { displayName, displayRelation } from "@/lib/postgres/identifier";
import type { EventTrigger } from "@/lib/snapshot/event-trigger";

/**
 * Returns the event triggers whose function a CONTEXT names: "PL/pgSQL function audit.log_ddl() line 1 at RAISE". Postgres
 * leaves the schema out where the search path of the session has it. Other languages name the function alone, in double quotes.
 */
export const eventTriggersIn = (
  context: string | undefined,
  triggers: readonly EventTrigger[],
): EventTrigger[] => {
  if (context === undefined) return [];
  const firing = triggers.filter(({ fires }) => fires);
  const whole = firing.filter(({ function: called }) =>
    context.includes(`function ${displayRelation(called)}()`),
  );
  if (whole.length > 0) return whole;
  return firing.filter(
    ({ function: { name } }) =>
      context.includes(`function ${displayName(name)}()`) || context.includes(`function "${name}"`),
  );
};

/** Returns an event trigger with its function and that function's owner, as an error names it. */
export const namedEventTrigger = ({ name, function: called }: EventTrigger): string =>
  `event trigger ${displayName(name)}, which runs ${displayRelation(called)}() of ${displayName(called.owner)}`;
