import { describe, expect, test } from "vitest";
import { checks } from "@/lib/checks";
import { judgeAll } from "@/lib/checks/judge";
import { verdictOf } from "@/lib/checks/verdict";
import { targetSchema, type Strategy } from "@/lib/target/schema";
import { withDatabase, type FaultyDatabase } from "../../watched/faults/harness";
import { readSlot } from "../../watched/faults/replication";
import { planOn, planUndoOn } from "./plan";
import { versionsFor } from "@/server/testing/versions";
import { repairing, undoing } from "./recipe";
import { runPlan } from "./run";
import type { Wanted } from "@/lib/repair/request";

const PUBLICATION = "electric_publication_default";
const SLOT = "electric_slot_default";

/** cases/01: the publication was dropped while Electric was away, and its slot holds what was written since. */
const SHOP = [
  `CREATE ROLE app LOGIN; CREATE ROLE electric LOGIN REPLICATION;
   CREATE TABLE items (id int PRIMARY KEY, v text); INSERT INTO items VALUES (1, 'a'), (2, 'a');
   ALTER TABLE items OWNER TO app; ALTER TABLE items REPLICA IDENTITY FULL;`,
  `CREATE PUBLICATION ${PUBLICATION}; ALTER PUBLICATION ${PUBLICATION} ADD TABLE items;
   ALTER PUBLICATION ${PUBLICATION} OWNER TO electric`,
  `SELECT pg_create_logical_replication_slot('${SLOT}', 'pgoutput')`,
  `DO $$ BEGIN EXECUTE format('GRANT CREATE ON DATABASE %I TO electric', current_database()); END $$`,
];
const LOST = [...SHOP, `DROP PUBLICATION ${PUBLICATION}`, "UPDATE items SET v = 'b' WHERE id = 2"];
const ROOT = `CREATE TABLE visits (id int, at date NOT NULL, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
  ALTER TABLE visits OWNER TO app`;

const targetFor = (strategy: Strategy) => targetSchema.parse({ strategy, environment: "development" });
const ready: Wanted = { kind: "ready" };

async function planned({ login }: FaultyDatabase, strategy: Strategy, wanted = ready) {
  const made = await planOn(login, targetFor(strategy), wanted, {});
  if ("connection" in made) throw new Error("no session");
  return made;
}

async function apply(database: FaultyDatabase, strategy: Strategy, wanted = ready) {
  const { plan, fingerprint } = await planned(database, strategy, wanted);
  expect(plan.missing).toEqual([]);
  const recipe = repairing(targetFor(strategy), wanted, {});
  const ended = await runPlan({ login: database.login, recipe, fingerprint, dry: false });
  expect(ended.state, ended.says).toBe("applied");
  return ended.plan ?? plan;
}

const slots = async ({ admin }: FaultyDatabase) =>
  (await admin.query<{ slot_name: string }>("SELECT slot_name FROM pg_replication_slots")).rows.map(
    ({ slot_name }) => slot_name,
  );
const hasPublication = async ({ admin }: FaultyDatabase) =>
  (await admin.query("SELECT FROM pg_publication WHERE pubname = $1", [PUBLICATION])).rowCount === 1;

/** Returns what START_REPLICATION would do: the SQLSTATE of its end, or how many rows come. */
async function decodes({ admin }: FaultyDatabase): Promise<string | number> {
  try {
    const { rows } = await admin.query<{ n: number }>(
      "SELECT count(*)::int AS n FROM pg_logical_slot_peek_binary_changes($1, NULL, NULL, 'proto_version', '1', 'publication_names', $2)",
      [SLOT, PUBLICATION],
    );
    return rows[0]?.n ?? 0;
  } catch (error) {
    return error instanceof Error && "code" in error ? String(error.code) : "failed";
  }
}

describe.each(versionsFor("ends"))("a slot that is older than its publication on Postgres %i", (major) => {
  test("a publication that is made by hand beside it is seen by decoding, nothing is ready, and the plan drops the slot", () =>
    withDatabase(
      { major, sql: [...LOST, `CREATE PUBLICATION ${PUBLICATION} FOR TABLE items`] },
      async (database) => {
        expect(await decodes(database)).toBe(major < 18 ? "42704" : 0);
        const snapshot = await database.look({ strategy: "manual" });
        expect(snapshot.publication).toMatchObject({
          precedesSlot: false,
          decoding: { outcome: major < 18 ? "refused" : "skipped" },
        });
        const findings = judgeAll(checks, snapshot, targetFor("manual"));
        expect(findings.find(({ id }) => id === "slot.publication")?.status).toBe("fail");
        expect(verdictOf(findings, checks)).toBe("not ready");
        const { plan } = await planned(database, "manual");
        expect(plan.consequences.join()).toContain("all clients fetch their data again");
        expect(plan.promises).toContainEqual({ check: "slot.publication", when: "after" });
        await apply(database, "manual");
        expect(await slots(database)).toEqual([]);
      },
    ));

  test("the strategy manual makes the publication and drops the slot after the commit, and the undo brings none back", () =>
    withDatabase({ major, sql: LOST }, async (database) => {
      const ran = await apply(database, "manual");
      expect(await hasPublication(database)).toBe(true);
      expect(await slots(database)).toEqual([]);
      expect(ran.steps.at(-1)).toMatchObject({ phase: "after", remedy: "slot.remake", undo: [null] });
      const back = await planUndoOn(database.login, targetFor("manual"), ran, "run");
      if ("connection" in back) throw new Error("no session");
      expect(back.plan.consequences.join()).toContain(`${SLOT} stays dropped`);
      const recipe = undoing(targetFor("manual"), ran, "run");
      const undone = await runPlan({
        login: database.login,
        recipe,
        fingerprint: back.fingerprint,
        dry: false,
      });
      expect(undone.state, undone.says).toBe("applied");
      expect(await slots(database)).toEqual([]);
      expect(await hasPublication(database)).toBe(false);
    }));

  test("the strategies member and owner leave the publication to Electric, which heals that by itself", () =>
    withDatabase({ major, sql: LOST }, async (database) => {
      for (const strategy of ["member", "owner"] as const) {
        const { plan } = await planned(database, strategy);
        expect(plan.leaves.find(({ check }) => check === "publication.exists")?.why).toContain(
          "left to Electric",
        );
        await apply(database, strategy);
        expect(await hasPublication(database)).toBe(false);
        expect(await slots(database)).toEqual([SLOT]);
        expect(await database.findingOf("publication.exists", { strategy })).toMatchObject({
          status: "warn",
        });
      }
    }));

  test("a publication that has to be made for a partitioned table takes the slot away in automatic mode too", () =>
    withDatabase({ major, sql: [...LOST, ROOT] }, async (database) => {
      await apply(database, "member");
      expect(await hasPublication(database)).toBe(true);
      expect(await slots(database)).toEqual([]);
    }));
});

describe.each([14, 17, 18] as const)("what a plan does not touch on Postgres %i", (major) => {
  test("a slot in use is left alone: the plan says who has to stop first", () =>
    withDatabase({ major, sql: [...SHOP, `DROP PUBLICATION ${PUBLICATION}`] }, async (database) => {
      const { admin, port, name } = database;
      const reader = await readSlot(admin, { port, database: name, role: "electric", slot: SLOT });
      const { plan } = await planned(database, "manual");
      expect(plan.missing.map(({ who }) => who).join()).toContain("Stop Electric");
      await reader.stop();
      expect(await slots(database)).toEqual([SLOT]);
    }));

  test("an option or an owner that is set later makes no slot too old, and neither does another slot that lags behind", () =>
    withDatabase(
      {
        major,
        sql: [
          "SELECT pg_create_logical_replication_slot('laggard', 'pgoutput')",
          ...SHOP,
          "UPDATE items SET v = 'c' WHERE id = 1",
          `ALTER PUBLICATION ${PUBLICATION} SET (publish = 'insert, update, delete, truncate')`,
          "UPDATE items SET v = 'd' WHERE id = 1",
        ],
      },
      async (database) => {
        const snapshot = await database.look({ strategy: "manual" });
        expect(snapshot.publication).toMatchObject({ precedesSlot: false, decoding: { outcome: "decoded" } });
        expect(await database.findingOf("slot.publication")).toMatchObject({ status: "pass" });
        const { plan } = await planned(database, "manual");
        expect(plan.steps.filter(({ remedy }) => remedy === "slot.remake")).toEqual([]);
      },
    ));

  test("a publication that got its name after the slot's position is seen as too young", () =>
    withDatabase(
      {
        major,
        sql: [
          ...SHOP,
          `ALTER PUBLICATION ${PUBLICATION} RENAME TO other`,
          "UPDATE items SET v = 'e' WHERE id = 1",
          `ALTER PUBLICATION other RENAME TO ${PUBLICATION}`,
        ],
      },
      async (database) => {
        expect(await database.findingOf("slot.publication")).toMatchObject({ status: "fail" });
      },
    ));

  test("a role that may not read slots says that it could not be tried", () =>
    withDatabase(
      {
        major,
        sql: [...LOST, `CREATE PUBLICATION ${PUBLICATION} FOR TABLE items; CREATE ROLE onlooker LOGIN`],
        visitor: "onlooker",
      },
      async (database) => {
        const finding = await database.findingOf("slot.publication");
        expect(finding.status).toBe("warn");
        expect(finding.found).toContain("REPLICATION");
      },
    ));

  test("a publication FOR ALL TABLES that is made anew takes its older slot along, there and back", () =>
    withDatabase(
      {
        major,
        sql: [
          ...SHOP,
          `DROP PUBLICATION ${PUBLICATION}; SELECT pg_drop_replication_slot('${SLOT}')`,
          `CREATE PUBLICATION ${PUBLICATION} FOR ALL TABLES`,
          `SELECT pg_create_logical_replication_slot('${SLOT}', 'pgoutput')`,
          "UPDATE items SET v = 'f' WHERE id = 1",
        ],
      },
      async (database) => {
        const ran = await apply(database, "manual");
        expect(await slots(database)).toEqual([]);
        await database.admin.query("SELECT pg_create_logical_replication_slot($1, 'pgoutput')", [SLOT]);
        await database.admin.query("UPDATE items SET v = 'g' WHERE id = 1");
        const back = await planUndoOn(database.login, targetFor("manual"), ran, "run");
        if ("connection" in back) throw new Error("no session");
        expect(back.plan.steps.at(-1)).toMatchObject({ remedy: "slot.remake", phase: "after" });
        const recipe = undoing(targetFor("manual"), ran, "run");
        const undone = await runPlan({
          login: database.login,
          recipe,
          fingerprint: back.fingerprint,
          dry: false,
        });
        expect(undone.state, undone.says).toBe("applied");
        expect(await slots(database)).toEqual([]);
      },
    ));
});
