import { parse } from "libpg-query";
import { expect, test } from "vitest";
import { aPlan, exampleStep } from "./example";
import { planSchema, type Plan } from "./schema";
import { scriptOf } from "./script";

/** The script without psql's own commands, which no parser of SQL knows. */
const sqlOnly = (script: string) => script.replace(/^\\(?:set|encoding) .*$/gm, "");

/** Returns the kind of each statement, as Postgres' own parser says. */
async function kinds(script: string): Promise<string[]> {
  const { stmts } = await parse(sqlOnly(script));
  return (stmts ?? []).map(({ stmt }) => Object.keys(stmt ?? {}).join());
}

test("is one transaction with its limits, the locks before the first change, and the rest after the commit", async () => {
  const script = scriptOf(aPlan);
  expect(await kinds(script)).toEqual([
    "TransactionStmt",
    "VariableSetStmt",
    "VariableSetStmt",
    "VariableSetStmt",
    "GrantRoleStmt",
    "LockStmt",
    "AlterTableStmt",
    "AlterTableStmt",
    "GrantRoleStmt",
    "TransactionStmt",
    "VariableSetStmt",
  ]);
  expect(script).toContain('\n  ONLY "public"."orders"\n  IN ACCESS EXCLUSIVE MODE NOWAIT;');
  expect(script.startsWith("--")).toBe(true);
  expect(script).toMatch(/^\\set ON_ERROR_STOP on$/m);
});

test("what psql cannot run on an ordinary connection is a comment that says where it can", () => {
  const lines = scriptOf(aPlan).split("\n");
  const alter = lines.filter((line) => line.includes("ALTER_REPLICATION_SLOT"));
  expect(alter).toEqual(['--   ALTER_REPLICATION_SLOT "electric_slot_default" (FAILOVER true);']);
  expect(lines[lines.indexOf(alter[0] ?? "") - 1]).toContain("replication=database");
});

test("a slot that is in use is altered while its reader is ended, and the script says how", () => {
  const plan: Plan = structuredClone(aPlan);
  for (const change of plan.steps.flatMap(({ changes }) => changes))
    if (change.kind === "slot") change.endReader = true;
  expect(scriptOf(plan)).toContain(
    "--   SELECT pg_terminate_backend(active_pid) FROM pg_replication_slots WHERE slot_name = 'electric_slot_default' AND active;",
  );
});

const HOSTILE = "a\nDROP TABLE b;\r\u2028--\\! ls\n\\! ls";

test("nothing that the database says leaves its comment", async () => {
  const plan: Plan = {
    ...aPlan,
    admin: HOSTILE,
    consequences: [HOSTILE],
    missing: [{ what: HOSTILE, who: HOSTILE, sql: HOSTILE }],
    steps: aPlan.steps.map((step) => ({ ...step, says: HOSTILE })),
  };
  const script = scriptOf(plan);
  expect(await kinds(script)).toEqual(await kinds(scriptOf(aPlan)));
  expect(script.match(/^\\.*$/gm)).toEqual(["\\set ON_ERROR_STOP on", "\\encoding UTF8"]);
});

test("a name keeps its line breaks inside its quotes", async () => {
  const name = { schema: "public", name: 'two\nlines"; $$' };
  const step = exampleStep("change-1", "change", "Give it away.", [
    { kind: "table owner", table: name, from: "shop", to: "electric" },
  ]);
  const { stmts } = await parse(sqlOnly(scriptOf({ ...aPlan, steps: [step], locks: [] })));
  const named = stmts?.map(({ stmt }) => stmt).find((stmt) => stmt !== undefined && "AlterTableStmt" in stmt);
  expect(named).toMatchObject({ AlterTableStmt: { relation: { schemaname: "public", relname: name.name } } });
});

test("without a change inside the transaction there is none", async () => {
  const plan = { ...aPlan, steps: aPlan.steps.filter(({ phase }) => phase === "after"), locks: [] };
  expect(await kinds(scriptOf(plan))).toEqual(["VariableSetStmt"]);
});

test("settings of the server are read anew, or wait for a restart", async () => {
  const setting = (restarts: boolean): Plan => ({
    ...aPlan,
    steps: [
      exampleStep("after-1", "after", "Set it.", [
        { kind: "system setting", name: "wal_level", from: "replica", to: "logical", restarts },
      ]),
    ],
  });
  expect(await kinds(scriptOf(setting(false)))).toEqual(["VariableSetStmt", "AlterSystemStmt", "SelectStmt"]);
  expect(await kinds(scriptOf(setting(true)))).toEqual(["VariableSetStmt", "AlterSystemStmt"]);
  expect(scriptOf(setting(true))).toContain("-- It takes effect when the server is restarted.");
});

test("a role that is made without a password says how to give it one", () => {
  const attributes = {
    login: true,
    inherit: true,
    replication: true,
    bypassRls: false,
    connectionLimit: null,
    validUntil: null,
  };
  const made = (verifier: string | null): Plan => ({
    ...aPlan,
    steps: [
      exampleStep("change-1", "change", "Make it.", [
        { kind: "role", role: "electric", from: null, to: attributes, verifier },
      ]),
    ],
  });
  expect(scriptOf(made(null))).toContain("\\password");
  expect(scriptOf(made("SCRAM-SHA-256$4096:a$b:c"))).not.toContain("\\password");
});

test("the example is a plan by the schema", () => {
  expect(planSchema.strict().parse(aPlan)).toEqual(aPlan);
});
