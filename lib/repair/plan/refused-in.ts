import { displayName, displayRelation } from "@/lib/postgres/identifier";
import type { EventTrigger } from "@/lib/snapshot/event-trigger";

/**
 * Returns the event triggers whose function a CONTEXT names: "PL/pgSQL function audit.log_ddl() line 1 at RAISE". Other
 * languages name the function alone, in double quotes.
 */
export const eventTriggersIn = (
  context: string | undefined,
  triggers: readonly EventTrigger[],
): EventTrigger[] =>
  context === undefined
    ? []
    : triggers.filter(
        ({ fires, function: called }) =>
          fires &&
          (context.includes(`function ${displayRelation(called)}()`) ||
            context.includes(`function "${called.name}"`)),
      );

/** Returns an event trigger with its function and that function's owner, as an error names it. */
export const namedEventTrigger = ({ name, function: called }: EventTrigger): string =>
  `event trigger ${displayName(name)}, which runs ${displayRelation(called)}() of ${displayName(called.owner)}`;
