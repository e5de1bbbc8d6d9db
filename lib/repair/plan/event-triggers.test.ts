import { expect, test } from "vitest";
import type { EventTrigger } from "@/lib/snapshot/event-trigger";
import { aRights } from "@/lib/privileges/fixture";
import { rolesOf } from "@/lib/privileges/roles";
import { aPlan, exampleStep } from "./example";
import { eventTriggerWarning } from "./event-triggers";
import { eventTriggersIn } from "./refused-in";

const trigger = (change: Partial<EventTrigger> = {}, owner = "app"): EventTrigger => ({
  name: "log_ddl",
  event: "ddl_command_end",
  tags: null,
  owner: "postgres",
  enabled: "origin",
  fires: true,
  function: { schema: "audit", name: "log_ddl", owner, securityDefiner: false },
  ...change,
});

const warningOf = (triggers: EventTrigger[], admin = "postgres", steps = aPlan.steps) => {
  const rights = { ...aRights, admin, eventTriggers: triggers };
  return eventTriggerWarning(steps, rights, rolesOf(rights, 170_004));
};

test("one whose function belongs to an ordinary role is asked for, with the statements at which it fires", () => {
  const { acceptance } = warningOf([trigger()]);
  expect(acceptance).toMatchObject({
    id: "event-triggers",
    says: "I accept that this function of app runs as postgres.",
    objects: ["Event trigger log_ddl (ddl_command_end, at ALTER TABLE) runs audit.log_ddl() of app"],
  });
});

test("one whose function belongs to a superuser, or to the role that runs the plan, is named and asks nothing", () => {
  for (const { acceptance, notes } of [warningOf([trigger({}, "postgres")]), warningOf([trigger()], "app")]) {
    expect(acceptance).toBeNull();
    expect(notes.join()).toContain("Event trigger log_ddl");
  }
});

test("one that cannot fire is not named: disabled here, for other tags, or for statements that raise none", () => {
  const silent = { acceptance: null, notes: [] };
  expect(warningOf([trigger({ fires: false })])).toEqual(silent);
  expect(warningOf([trigger({ tags: ["CREATE TABLE"] })])).toEqual(silent);
  expect(warningOf([trigger({ event: "table_rewrite" })])).toEqual(silent);
  const ofRoles = [
    exampleStep("change-1", "change", "Set it.", [
      { kind: "role setting", role: "electric", database: null, name: "work_mem", from: null, to: "1MB" },
    ]),
  ];
  expect(warningOf([trigger()], "postgres", ofRoles)).toEqual(silent);
});

test("a login trigger of an ordinary role's function is a note, one of a superuser's is nothing", () => {
  const { acceptance, notes } = warningOf([trigger({ event: "login" })]);
  expect(acceptance).toBeNull();
  expect(notes.join()).toContain("at every login");
  expect(warningOf([trigger({ event: "login" }, "postgres")]).notes).toEqual([]);
});

test("a CONTEXT names the trigger by its function, in any language", () => {
  const quoted = trigger({ name: "b", function: { ...trigger().function, schema: "My Audit", name: "Log" } });
  const all = [trigger(), quoted];
  const named = (context: string | undefined) => eventTriggersIn(context, all).map(({ name }) => name);
  expect(named("PL/pgSQL function audit.log_ddl() line 1 at SQL statement")).toEqual(["log_ddl"]);
  expect(named('PL/pgSQL function "My Audit"."Log"() line 1 at RAISE')).toEqual(["b"]);
  expect(named('PL/Python function "Log"')).toEqual(["b"]);
  expect(named("PL/pgSQL function audit.log_ddl2() line 1 at RAISE")).toEqual([]);
  expect(named("PL/pgSQL function log_ddl() line 1 at RAISE"), "in the search path").toEqual(["log_ddl"]);
  expect(named("PL/pgSQL function my_log_ddl() line 1 at RAISE")).toEqual([]);
  expect(named(undefined)).toEqual([]);
});
