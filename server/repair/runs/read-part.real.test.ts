import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { databaseInputSchema, type Database } from "@/lib/databases/database";
import { PAGE } from "@/lib/repair/plan/parts";
import { isFinal } from "@/lib/repair/run/machine";
import { system, type Context } from "../../context";
import { addDatabase } from "../../databases/create";
import { localRuns } from "../../local-runs";
import { db } from "../../store/db";
import { user } from "../../store/schema";
import { startTestStore, type TestStore } from "../../store/testing";
import { eventually } from "../../testing/eventually";
import { withDatabase, type FaultyDatabase } from "../../watched/faults/harness";
import { askPlan, askPlanPage } from "./ask-plan";
import { readRun } from "./read";
import { readPlanPart, readRunPart } from "./read-part";
import { startRun } from "./start";

const ada: Context = { actor: { kind: "user", id: "a", role: "admin" } };
const bob: Context = { actor: { kind: "user", id: "b", role: "admin" } };
const member: Context = { actor: { kind: "user", id: "m", role: "member" } };

const TABLES = PAGE + 5;
const SHOP = `
  CREATE ROLE app LOGIN; GRANT CREATE ON SCHEMA public TO app; SET ROLE app;
  DO $$ BEGIN FOR i IN 1..${TABLES} LOOP
    EXECUTE format('CREATE TABLE t%s (id int PRIMARY KEY)', lpad(i::text, 4, '0'));
  END LOOP; END $$; RESET ROLE;`;
const verifier = `SCRAM-SHA-256$4096:${"A".repeat(24)}$${"B".repeat(43)}=:${"C".repeat(43)}=`;
const READY = {
  for: { kind: "ready" as const },
  choices: { strategy: "owner" as const, verifier },
};

let store: TestStore;
beforeAll(async () => {
  store = await startTestStore();
  vi.stubEnv("DATABASE_URL", store.url);
  vi.stubEnv("HEADROOM_SECRET", "parts test secret, long enough to be one");
  for (const [id, name] of [
    ["a", "Ada"],
    ["b", "Bob"],
    ["m", "Mem"],
  ] as const)
    await db()
      .insert(user)
      .values({ id, name, email: `${id}@example.com`, role: id === "m" ? "member" : "admin" });
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await store.stop();
});

const registered = ({ port, name }: FaultyDatabase): Promise<Database> =>
  addDatabase(
    system,
    databaseInputSchema.parse({
      name: "Orders",
      host: "127.0.0.1",
      port,
      database: name,
      user: "postgres",
      password: "",
      sslmode: "disable",
      target: { environment: "staging" },
    }),
  );

test("a plan's page has the first statements of a step, and its parts have exactly those that a run executes", () =>
  withDatabase({ major: 17, sql: SHOP }, async (database) => {
    const { id } = await registered(database);
    const page = await askPlanPage(ada, id, READY);
    const step = page.plan.steps.findIndex(({ statements }) => statements.count > PAGE);
    expect(page.plan.steps[step]?.statements).toMatchObject({ count: TABLES });
    const part = { list: "statements" as const, step };
    const asked = { ...READY, fingerprint: page.fingerprint };
    const read = (ctx: Context, more: object = {}) =>
      readPlanPart(ctx, id, { ...asked, part: { ...part, ...more } });

    const [first, rest] = [await read(ada), await read(ada, { from: PAGE })];
    expect([first.lines.length, rest.lines.length]).toEqual([PAGE, TABLES - PAGE]);
    const whole = await askPlan(ada, id, READY);
    expect(whole.fingerprint).toBe(page.fingerprint);
    expect([...first.lines, ...rest.lines]).toEqual(whole.plan.steps[step]?.statements);

    // Another person's plan is computed anew, and the verifier of a password stays with admins.
    expect((await read(bob)).lines).toEqual(first.lines);
    const script = { list: "script" as const };
    expect((await readPlanPart(ada, id, { ...asked, part: script })).lines.join()).toContain(verifier);
    expect((await readPlanPart(member, id, { ...asked, part: script })).lines.join()).not.toContain("BBBBB");

    const { runId } = await startRun(ada, id, { ...asked, dry: true });
    await eventually(async () => {
      const { state, finishedAt } = await readRun(ada, id, runId);
      if (!isFinal(state) || finishedAt === null) throw new Error(state);
    });
    await Promise.all([...localRuns().runs.values()].map(({ done }) => done));
    expect((await readRunPart(member, id, runId, { ...part, from: String(PAGE) })).lines).toEqual(rest.lines);

    await database.admin.query("DROP TABLE t0001");
    await expect(read(member)).resolves.toMatchObject({ count: TABLES });
    const carol: Context = { actor: { kind: "user", id: "c", role: "admin" } };
    await expect(read(carol)).rejects.toThrow("The plan is another one now");
    const before = { run: runId, fingerprint: page.fingerprint };
    const again = await askPlanPage(ada, id, { ...READY, before });
    expect(again.difference).toMatchObject({ added: { count: 0 } });
    expect(again.difference?.gone.first.join()).toContain('"t0001"');
  }));
