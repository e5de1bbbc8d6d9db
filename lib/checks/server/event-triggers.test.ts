import { expect, test } from "vitest";
import type { EventTrigger } from "@/lib/snapshot/event-trigger";
import { aRole, snapshotWith } from "@/lib/snapshot/fixture";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { targetSchema, type Target } from "@/lib/target/schema";
import { judge } from "../judge";
import { serverEventTriggers } from "./event-triggers";

const trigger: EventTrigger = {
  name: "log_ddl",
  event: "ddl_command_end",
  tags: null,
  owner: "postgres",
  enabled: "origin",
  fires: true,
  function: { schema: "audit", name: "log_ddl", owner: "postgres", securityDefiner: false },
};

const judged = (
  change: Partial<EventTrigger> = {},
  target: Partial<Target> = {},
  also: (snapshot: ReachedSnapshot) => void = () => {},
) =>
  judge(
    serverEventTriggers,
    snapshotWith((snapshot) => {
      snapshot.eventTriggers = [{ ...trigger, ...change }];
      also(snapshot);
    }),
    targetSchema.parse({ strategy: "member", ...target }),
  );

test("passes without event triggers", () => {
  expect(
    judge(
      serverEventTriggers,
      snapshotWith(() => {}),
      targetSchema.parse({}),
    ).status,
  ).toBe("pass");
});

test("names trigger, statements, function, owner and whose rights it runs with", () => {
  expect(judged()).toMatchObject({
    status: "warn",
    objects: ["log_ddl"],
    found:
      "log_ddl (ddl_command_end, at ALTER PUBLICATION and ALTER TABLE) runs audit.log_ddl() of postgres with the rights of electric",
  });
  expect(judged({ function: { ...trigger.function, owner: "dba", securityDefiner: true } }).found).toContain(
    "of dba with the rights of dba (SECURITY DEFINER)",
  );
  const ways = judged({ name: 'a"b', function: { ...trigger.function, schema: "o'dd" } }).ways;
  expect(ways[1]?.sql).toBe(`SELECT pg_get_functiondef('"o''dd"."log_ddl"()'::regprocedure);`);
  expect(ways.at(-1)?.sql).toBe('ALTER EVENT TRIGGER "a""b" DISABLE;');
});

test("passes over the functions of the provider's own superuser, and over no others of that name", () => {
  const ofProvider = { function: { ...trigger.function, owner: "supabase_admin" } };
  const at = (provider: "supabase" | "planetscale") =>
    judged(ofProvider, {}, ({ connection }) => void (connection.provider = provider)).status;
  expect([at("supabase"), at("planetscale")]).toEqual(["pass", "warn"]);
});

test.each([
  ["manual mode with its publication", {}, "manual", true, null],
  [
    "manual mode, before the command",
    { event: "ddl_command_start" },
    "manual",
    true,
    "at CREATE PUBLICATION)",
  ],
  ["manual mode without a publication", {}, "manual", false, "at CREATE PUBLICATION)"],
  ["a first start", {}, "member", false, "at CREATE PUBLICATION, ALTER PUBLICATION and ALTER TABLE)"],
  ["a tag of Electric's", { tags: ["ALTER TABLE", "CREATE INDEX"] }, "member", true, "at ALTER TABLE)"],
  ["other tags", { tags: ["CREATE INDEX"] }, "member", true, null],
  ["a drop from the publication", { event: "sql_drop" }, "member", true, "at ALTER PUBLICATION)"],
  ["a rewrite", { event: "table_rewrite" }, "member", true, null],
  ["a login", { event: "login" }, "manual", true, "at each login)"],
] as const)("%s", (_what, change, strategy, published, expected) => {
  const finding = judged(
    { ...change, tags: "tags" in change ? [...change.tags] : null },
    { strategy },
    (snapshot) => {
      if (!published) snapshot.publication = null;
    },
  );
  if (expected === null) expect(finding.status).toBe("pass");
  else expect(finding.found).toContain(expected);
});

test.each([
  ["disabled", "origin", "pass"],
  ["replica", "origin", "pass"],
  ["always", "origin", "warn"],
  ["origin", "replica", "pass"],
  ["replica", "replica", "warn"],
  ["always", "replica", "warn"],
] as const)("enabled %s in sessions of session_replication_role %s: %s", (enabled, mode, status) => {
  const finding = judged({ enabled }, {}, (snapshot) => {
    const settings = [{ scope: "role" as const, name: "session_replication_role", value: mode }];
    snapshot.role = { ...aRole, settings };
  });
  expect(finding.status).toBe(status);
});

test("event_triggers = off for Electric's role keeps every one away", () => {
  const finding = judged({ enabled: "always" }, {}, (snapshot) => {
    snapshot.role = { ...aRole, settings: [{ scope: "role", name: "event_triggers", value: "off" }] };
  });
  expect(finding.status).toBe("pass");
});
