import { tagsFiring } from "@/lib/repair/changes/command-tag";
import {
  displayName,
  displayRelation,
  quoteIdentifier,
  quoteLiteral,
  quoteRelation,
} from "@/lib/postgres/identifier";
import { providers } from "@/lib/postgres/provider";
import type { EventTrigger } from "@/lib/snapshot/event-trigger";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { onlyReads } from "@/lib/target/mode";
import { effectiveRole } from "@/lib/target/effective-role";
import type { Target } from "@/lib/target/schema";
import { defineCheck } from "../define";
import { pass, warn, type Way } from "../finding";
import { listed } from "@/lib/text/words";
import { settingFor } from "./electric-settings";

/** An event trigger that fires for Electric, with the statements of Electric's at which it does. */
type Firing = { trigger: EventTrigger; at: string[] };

/** Returns whether a trigger fires in Electric's sessions, by its state and what is fixed for them. */
function isEnabled({ enabled }: EventTrigger, snapshot: ReachedSnapshot): boolean {
  const fixed = (name: string) => settingFor(snapshot, name)?.value.toLowerCase();
  if (/^(off?|false|no?|0|f|fa|fal|fals)$/.test(fixed("event_triggers") ?? "on")) return false;
  if (enabled === "always") return true;
  return enabled === (fixed("session_replication_role") === "replica" ? "replica" : "origin");
}

/**
 * Returns the statements of Electric's at which a trigger fires. CREATE PUBLICATION is sent at every start, in manual mode too; where
 * the publication exists, or the right to make one is missing, it ends in an error before ddl_command_end.
 */
function statementsOf(trigger: EventTrigger, snapshot: ReachedSnapshot, target: Target): string[] {
  if (trigger.event === "login") return ["each login"];
  const creates =
    snapshot.publication === null && (snapshot.role?.acting ?? snapshot.role)?.createOnDatabase !== false;
  const alters = onlyReads(snapshot, target) ? [] : ["ALTER PUBLICATION", "ALTER TABLE"];
  const create = creates || trigger.event === "ddl_command_start" ? ["CREATE PUBLICATION"] : [];
  return tagsFiring(trigger, [...create, ...alters]);
}

/** A provider's own functions are part of its service, on which Electric is known to run. */
const isProviders = ({ function: { owner } }: EventTrigger, { connection }: ReachedSnapshot): boolean =>
  providers[connection.provider].ownSuperusers?.includes(owner) === true;

const firingIn = (snapshot: ReachedSnapshot, target: Target): Firing[] =>
  snapshot.eventTriggers
    .filter((trigger) => isEnabled(trigger, snapshot) && !isProviders(trigger, snapshot))
    .map((trigger) => ({ trigger, at: statementsOf(trigger, snapshot, target) }))
    .filter(({ at }) => at.length > 0);

/** "log_ddl (ddl_command_end, at ALTER TABLE) runs audit.log_ddl() of postgres with the rights of electric". */
function lineOf({ trigger, at }: Firing, acting: string): string {
  const { securityDefiner, owner } = trigger.function;
  return `${displayName(trigger.name)} (${trigger.event}, at ${listed(at)}) runs ${displayRelation(trigger.function)}() of ${displayName(owner)} with the rights of ${displayName(securityDefiner ? owner : acting)}${securityDefiner ? " (SECURITY DEFINER)" : ""}`;
}

function waysFor(firing: readonly Firing[], acting: string): Way[] {
  const functions = [...new Set(firing.map(({ trigger }) => `${quoteRelation(trigger.function)}()`))];
  const asCaller = firing.some(({ trigger }) => !trigger.function.securityDefiner);
  return [
    {
      says: "Try it: “Test as Electric”, or headroom check --trial, sends these statements as Electric's role and rolls them back.",
    },
    {
      says: `Read what ${functions.length === 1 ? "the function does" : "these functions do"}${asCaller ? `, and whether ${displayName(acting)} may do all of it` : ""}: a table or schema that it may not use, or an exception for roles that it does not expect, refuses Electric's statement.`,
      sql: functions
        .map((name) => `SELECT pg_get_functiondef(${quoteLiteral(name)}::regprocedure);`)
        .join("\n"),
    },
    {
      says: `Or let ${displayName(acting)} pass: grant it what the function uses, have the function return at once for it, or narrow the trigger with WHEN TAG IN (…).`,
    },
    {
      says: "Or disable the trigger, as a superuser. It then fires for no session.",
      sql: firing
        .map(({ trigger }) => `ALTER EVENT TRIGGER ${quoteIdentifier(trigger.name)} DISABLE;`)
        .join("\n"),
    },
  ];
}

export const serverEventTriggers = defineCheck({
  id: "server.event_triggers",
  title: "No event trigger runs at Electric's statements",
  why: "Event triggers run a function at CREATE PUBLICATION, ALTER PUBLICATION and ALTER TABLE, which Electric sends, and from Postgres 17 on at its logins. A function that raises an exception, or lacks a right as Electric's role, refuses the statement, and Electric retries without end.",
  source:
    "PostgreSQL docs, 38.1 Overview of Event Trigger Behavior; Electric 1.7.12, connection_setup.ex 149-215 and configuration.ex 155-207; observed with Electric 1.7.12",
  worst: "warn",
  act: { says: "Review the event triggers" },
  whyNotFixed:
    "The function belongs to the application: have it let Electric's role pass, or disable the event trigger.",
  judge(snapshot, target) {
    const firing = firingIn(snapshot, target);
    if (firing.length === 0)
      return pass("No event trigger of the application fires at a statement of Electric's.");
    const acting = effectiveRole(snapshot, target);
    return warn({
      found: firing.map((one) => lineOf(one, acting)).join("; "),
      needed: "functions that let the statements of Electric's role pass",
      objects: firing.map(({ trigger }) => trigger.name),
      ways: waysFor(firing, acting),
    });
  },
});
