import { describe, expect, test } from "vitest";
import type { Wanted } from "@/lib/plan/schema";
import { targetSchema } from "@/lib/target/schema";
import { withDatabase, type FaultyDatabase } from "../watched/faults/harness";
import { planBy } from "./plan";
import { curing, undoing, type ChoicesInput, type Recipe } from "./recipe";
import { runPlan } from "./run";
import { dumpCatalogue } from "./testing/dump";

/** A database that Electric has used for long: tables of its own, grants, a membership, settings, publication and slot. */
const USED = `
  CREATE ROLE app LOGIN; CREATE ROLE team; CREATE ROLE electric LOGIN REPLICATION CONNECTION LIMIT 30;
  GRANT CREATE ON SCHEMA public TO app;
  SET ROLE app;
  CREATE TABLE kept (id int PRIMARY KEY); CREATE TABLE "it's" (id serial PRIMARY KEY, v text);
  ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO electric;
  GRANT SELECT ON kept TO electric; GRANT UPDATE (id) ON kept TO electric;
  ALTER TABLE kept REPLICA IDENTITY FULL;
  RESET ROLE;
  ALTER TABLE "it's" OWNER TO electric; GRANT SELECT ON "it's" TO app;
  GRANT team TO electric; ALTER ROLE electric SET lock_timeout = '3s';
  GRANT USAGE ON SCHEMA public TO electric;
  DO $$ BEGIN EXECUTE format('GRANT CREATE ON DATABASE %I TO electric', current_database()); END $$;
  CREATE PUBLICATION electric_publication_default FOR TABLE kept, "it's";
  ALTER PUBLICATION electric_publication_default OWNER TO electric;`;

const target = targetSchema.parse({ strategy: "owner" });
const wanted: Wanted = { kind: "clean-up" };

async function planned({ login }: FaultyDatabase, recipe: Recipe) {
  const plan = await planBy(login, recipe);
  if ("connection" in plan) throw new Error(JSON.stringify(plan.connection.failure));
  return plan;
}

async function run(database: FaultyDatabase, recipe: Recipe) {
  const { fingerprint, plan } = await planned(database, recipe);
  expect(plan.missing).toEqual([]);
  return runPlan({ login: database.login, recipe, fingerprint, dry: false });
}

const cleaning = (choices: ChoicesInput = {}) => curing(target, wanted, choices);

describe.each([14, 16, 18] as const)("the end of Electric on Postgres %i", (major) => {
  test("takes away all that it had, hands its tables over, and can be undone", () =>
    withDatabase({ major, sql: USED }, async (database) => {
      const { admin } = database;
      await admin.query("SELECT pg_create_logical_replication_slot('electric_slot_default', 'pgoutput')");
      const before = await dumpCatalogue(admin);
      const ended = await run(database, cleaning({ handTo: "app" }));
      expect(ended.says).toContain("Applied and verified");
      expect((await admin.query("SELECT FROM pg_roles WHERE rolname = 'electric'")).rowCount).toBe(0);
      expect((await admin.query("SELECT FROM pg_publication")).rowCount).toBe(0);
      expect((await admin.query("SELECT FROM pg_replication_slots")).rowCount).toBe(0);
      const app = await database.session("app");
      await app.query(
        `INSERT INTO "it's" (v) VALUES ('x'); DELETE FROM kept; ALTER TABLE "it's" ADD COLUMN w int`,
      );
      await app.query(`ALTER TABLE "it's" DROP COLUMN w`);
      if (ended.plan === null) throw new Error("no plan");
      const undone = await run(database, undoing(target, ended.plan, "run"));
      expect(undone.says).toContain("Undone and verified");
      expect(await dumpCatalogue(admin)).toEqual(before);
    }));

  test("is not begun while Electric still runs", () =>
    withDatabase({ major, sql: USED }, async (database) => {
      await database.session("electric");
      const { plan } = await planned(database, cleaning());
      expect(plan.missing[0]?.what).toContain("1 session open");
    }));
});

test.each([15, 17] as const)(
  "who is no superuser ends it too, with rights that it borrows of the role that goes, on Postgres %i",
  (major) => {
    const lent = `
      CREATE ROLE admin CREATEROLE CREATEDB LOGIN;
      DO $$ BEGIN EXECUTE format('ALTER DATABASE %I OWNER TO admin', current_database()); END $$;
      ALTER SCHEMA public OWNER TO admin;
      SET ROLE admin; CREATE ROLE electric LOGIN; GRANT CREATE ON SCHEMA public TO electric; RESET ROLE;
      SET ROLE electric; CREATE TABLE orders (id int PRIMARY KEY); RESET ROLE;`;
    return withDatabase({ major, sql: lent, visitor: "admin" }, async (database) => {
      const before = await dumpCatalogue(database.admin);
      const ended = await run(database, cleaning());
      expect(ended.says).toContain("Applied and verified");
      expect((await database.admin.query("SELECT FROM pg_roles WHERE rolname = 'electric'")).rowCount).toBe(
        0,
      );
      if (ended.plan === null) throw new Error("no plan");
      const undone = await run(database, undoing(target, ended.plan, "run"));
      expect(undone.says).toContain("Undone and verified");
      expect(await dumpCatalogue(database.admin)).toEqual(before);
    });
  },
);

test("an undo after Electric has made its own publication says beforehand that this keeps the role, and a clean-up takes both", () =>
  withDatabase(
    {
      major: 17,
      sql: "CREATE ROLE app LOGIN; GRANT CREATE ON SCHEMA public TO app; SET ROLE app; CREATE TABLE t (id int PRIMARY KEY); RESET ROLE;",
    },
    async (database) => {
      const ended = await run(database, curing(target, { kind: "ready" }, {}));
      if (ended.plan === null) throw new Error("no plan");
      const electric = await database.session("electric");
      await electric.query("CREATE PUBLICATION electric_publication_default");
      await electric.end();
      const undo = await planned(database, undoing(target, ended.plan, "run"));
      expect(undo.plan.missing.map(({ what }) => what).join()).toContain("which this run did not make");
      expect((await run(database, cleaning({ handTo: "app" }))).says).toContain("Applied and verified");
      expect((await database.admin.query("SELECT FROM pg_roles WHERE rolname = 'electric'")).rowCount).toBe(
        0,
      );
    },
  ));
