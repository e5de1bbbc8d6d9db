import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { choicesSchema, type Wanted } from "@/lib/repair/request";
import { targetSchema } from "@/lib/target/schema";
import { eventually } from "../../testing/eventually";
import { loginTo } from "../../watched/faults/login-to";
import { readSlot } from "../../watched/faults/replication";
import { startPair, type Pair } from "../../watched/faults/standby";
import { planBy } from "./plan";
import { repairing, undoing, type ChoicesInput, type Recipe } from "./recipe";
import { runPlan } from "./run";

/** A primary whose standby streams over a slot of its own: then a failover slot is worth something. */
const SHOP = `
  SELECT pg_create_physical_replication_slot('standby', true);
  CREATE ROLE app LOGIN; GRANT CREATE ON SCHEMA public TO app;
  SET ROLE app; CREATE TABLE items (id int PRIMARY KEY); RESET ROLE;`;

const target = targetSchema.parse({ strategy: "member" });
const NAME = "electric_slot_default";

describe.each([17, 18] as const)("slots on Postgres %i with a standby", (major) => {
  let pair: Pair;
  let admin: Client;
  beforeAll(async () => {
    pair = await startPair({ major, sql: SHOP, settings: { primary_slot_name: "standby" } });
    admin = new Client({
      host: "127.0.0.1",
      port: pair.primary.port,
      user: "postgres",
      database: "postgres",
    });
    await admin.connect();
    await eventually(async () => {
      const { rowCount } = await admin.query("SELECT FROM pg_replication_slots WHERE active");
      if (rowCount !== 1) throw new Error("The standby does not stream yet.");
    });
  });
  afterAll(async () => {
    await admin.end();
    await pair.stop();
  });

  const slot = async () =>
    (await admin.query("SELECT failover, active FROM pg_replication_slots WHERE slot_name = $1", [NAME]))
      .rows[0];
  const login = () => loginTo(pair.primary.port, "postgres", "postgres");

  async function planned(recipe: Recipe) {
    const plan = await planBy(login(), recipe);
    if ("connection" in plan) throw new Error(JSON.stringify(plan.connection.failure));
    return plan;
  }
  async function run(recipe: Recipe) {
    const { fingerprint } = await planned(recipe);
    return runPlan({ login: login(), recipe, fingerprint, dry: false });
  }
  const fix = (wanted: Wanted, choices: ChoicesInput = {}) => repairing(target, wanted, choices);
  const failover: Wanted = { kind: "checks", checks: ["slot.failover"] };

  test("the slot is made as a failover slot after the commit, beside its publication, and taken away by the undo", async () => {
    const ready = fix({ kind: "ready" });
    const { plan } = await planned(ready);
    expect(plan.steps.at(-1)).toMatchObject({ phase: "after", remedy: "slot.failover" });
    expect(plan.promises).toContainEqual({ check: "slot.failover", when: "after" });
    const ended = await run(ready);
    expect(ended.says).toContain("Applied and verified");
    expect(await slot()).toEqual({ failover: true, active: false });
    if (ended.plan === null) throw new Error("no plan");
    const undone = await run(undoing(target, ended.plan, "run"));
    expect(undone.says).toContain("Undone and verified");
    expect(await slot()).toBeUndefined();
  });

  test("a slot that nobody reads is altered over a replication connection", async () => {
    expect((await run(fix({ kind: "ready" }, { failoverSlot: false }))).state).toBe("applied");
    await admin.query("CREATE PUBLICATION electric_publication_default");
    await admin.query("ALTER PUBLICATION electric_publication_default OWNER TO electric");
    await admin.query("SELECT pg_create_logical_replication_slot($1, 'pgoutput')", [NAME]);
    const ended = await run(fix(failover));
    expect(ended.says).toContain("Applied and verified");
    expect(await slot()).toEqual({ failover: true, active: false });
    if (ended.plan === null) throw new Error("no plan");
    expect((await run(undoing(target, ended.plan, "run"))).state).toBe("applied");
    expect(await slot()).toEqual({ failover: false, active: false });
  });

  test("a slot in use is left alone, unless its reader may be ended for a second", async () => {
    const reader = await readSlot(admin, {
      port: pair.primary.port,
      database: "postgres",
      role: "electric",
      slot: NAME,
    });
    const { plan } = await planned(fix(failover));
    expect(plan.steps).toEqual([]);
    expect(plan.leaves[0]?.why).toContain("is in use");
    const ended = await run(fix(failover, choicesSchema.partial().parse({ endReader: true })));
    expect(ended.says).toContain("Applied and verified");
    expect(await slot()).toEqual({ failover: true, active: false });
    await reader.stop().catch(() => {});
    await admin.query("SELECT pg_drop_replication_slot($1)", [NAME]);
  });

  test("a slot that cannot be made behind an open transaction is a step that is left, and done later", async () => {
    const blocker = new Client({
      host: "127.0.0.1",
      port: pair.primary.port,
      user: "postgres",
      database: "postgres",
      application_name: "nightly",
    });
    await blocker.connect();
    await blocker.query("BEGIN; SELECT pg_current_xact_id()");
    const ended = await run(fix({ kind: "ready" }));
    expect(ended.state).toBe("unfinished");
    expect(ended.says).toContain("is still to be done");
    expect(ended.says).toMatch(/held open by session \d+ of postgres \(nightly\), for \d+ s\. End it/);
    expect(await slot()).toBeUndefined();
    await blocker.query("COMMIT");
    await blocker.end();
    expect((await run(fix({ kind: "ready" }))).state).toBe("applied");
    expect(await slot()).toEqual({ failover: true, active: false });
  });
});
