import { describe, expect, test } from "vitest";
import type { Wanted } from "@/lib/repair/request";
import { targetSchema } from "@/lib/target/schema";
import { withDatabase, type FaultyDatabase } from "../../watched/faults/harness";
import { planBy } from "./plan";
import { repairing, undoing, type ChoicesInput, type Recipe } from "./recipe";
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

const cleaning = (choices: ChoicesInput = {}) => repairing(target, wanted, choices);

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
      // A new slot would have none of the old one's position: Electric makes it, and serves every shape anew.
      expect(await dumpCatalogue(admin)).toEqual({ ...before, slots: {} });
    }));

  test("is not begun while Electric still runs", () =>
    withDatabase({ major, sql: USED }, async (database) => {
      await database.session("electric");
      const { plan } = await planned(database, cleaning());
      expect(plan.missing[0]?.what).toContain("1 session open");
    }));
});

test.each([15, 17] as const)(
  "who is no superuser ends it too, with temporary grants of the role that goes, on Postgres %i",
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

test.each([14, 16] as const)(
  "a superuser's setting on the role goes with it where a CREATEROLE admin cleans up, on Postgres %i",
  (major) =>
    withDatabase(
      {
        major,
        visitor: "admin",
        sql: `CREATE ROLE admin CREATEROLE LOGIN;
          SET ROLE admin; CREATE ROLE electric LOGIN; RESET ROLE;
          ALTER ROLE electric SET log_statement = 'all'; ALTER ROLE electric SET lock_timeout = '1s';`,
      },
      async (database) => {
        const ended = await run(database, cleaning());
        expect(ended.says).toContain("Applied and verified");
        expect(ended.plan?.consequences.join()).toContain("may not reset log_statement of electric");
        if (ended.plan === null) throw new Error("no plan");
        expect((await run(database, undoing(target, ended.plan, "run"))).says).toContain(
          "Undone and verified",
        );
        const { rows } = await database.admin.query(
          "SELECT rolconfig FROM pg_roles WHERE rolname = 'electric'",
        );
        expect(rows).toEqual([{ rolconfig: ["lock_timeout=1s"] }]);
      },
    ),
);

test("an undo after Electric has made its own publication says beforehand that this keeps the role, and a clean-up takes both", () =>
  withDatabase(
    {
      major: 17,
      sql: "CREATE ROLE app LOGIN; GRANT CREATE ON SCHEMA public TO app; SET ROLE app; CREATE TABLE t (id int PRIMARY KEY); RESET ROLE;",
    },
    async (database) => {
      const ended = await run(database, repairing(target, { kind: "ready" }, {}));
      if (ended.plan === null) throw new Error("no plan");
      const electric = await database.session("electric");
      await electric.query("CREATE PUBLICATION electric_publication_default");
      await electric.end();
      const undo = await planned(database, undoing(target, ended.plan, "run", { keepElectrics: true }));
      expect(undo.plan.missing.map(({ what }) => what).join()).toContain("which this run did not make");
      expect((await run(database, cleaning({ handTo: "app" }))).says).toContain("Applied and verified");
      expect((await database.admin.query("SELECT FROM pg_roles WHERE rolname = 'electric'")).rowCount).toBe(
        0,
      );
    },
  ));

/** Grants that a guide's GRANT … ON ALL … leaves on a database, and that people add by hand. */
const WIDE = `
  CREATE ROLE app LOGIN; CREATE ROLE electric LOGIN REPLICATION;
  GRANT CREATE ON SCHEMA public TO app; CREATE SCHEMA sales AUTHORIZATION app;
  CREATE SCHEMA "it's" AUTHORIZATION app;
  SET ROLE app;
  CREATE TABLE orders (id int PRIMARY KEY, v text); CREATE VIEW seen AS SELECT * FROM orders;
  CREATE MATERIALIZED VIEW kept AS SELECT * FROM orders; CREATE SEQUENCE free;
  CREATE TABLE sales.leads (id serial PRIMARY KEY); CREATE VIEW "it's"."a""b" AS SELECT 1 AS x, 2 AS y;
  GRANT SELECT ON ALL TABLES IN SCHEMA public, sales TO electric WITH GRANT OPTION;
  GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public, sales TO electric;
  GRANT SELECT (x), UPDATE (y) ON "it's"."a""b" TO electric;
  GRANT USAGE ON SCHEMA sales, "it's" TO electric;
  CREATE FUNCTION "f'n"(int[], "it's"."a""b", VARIADIC text[]) RETURNS int LANGUAGE sql AS 'SELECT 1';
  CREATE FUNCTION "f'n"() RETURNS int LANGUAGE sql AS 'SELECT 1'; CREATE PROCEDURE does() LANGUAGE sql AS 'SELECT 1';
  CREATE AGGREGATE total(int) (SFUNC = int4pl, STYPE = int);
  GRANT EXECUTE ON FUNCTION "f'n"(int[], "it's"."a""b", VARIADIC text[]), total(int) TO electric WITH GRANT OPTION;
  GRANT EXECUTE ON FUNCTION "f'n"() TO electric; GRANT EXECUTE ON PROCEDURE does() TO electric;
  ALTER DEFAULT PRIVILEGES IN SCHEMA sales GRANT USAGE, SELECT ON SEQUENCES TO electric;
  ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO electric;
  ALTER DEFAULT PRIVILEGES GRANT INSERT ON TABLES TO electric WITH GRANT OPTION;
  ALTER DEFAULT PRIVILEGES GRANT EXECUTE ON FUNCTIONS TO electric;
  RESET ROLE;
  GRANT EXECUTE ON FUNCTION pg_catalog.pg_ls_waldir() TO electric;
  GRANT CONNECT ON DATABASE template1 TO electric;`;

describe.each([14, 17] as const)("rights wherever they are, on Postgres %i", (major) => {
  test("on views, free sequences, other schemas, another database and on what is to come are taken, and come back", () =>
    withDatabase({ major, sql: WIDE }, async (database) => {
      const { admin } = database;
      try {
        const before = await dumpCatalogue(admin);
        const ended = await run(database, cleaning({ handTo: "app" }));
        expect(ended.says).toContain("Applied and verified");
        expect((await admin.query("SELECT FROM pg_roles WHERE rolname = 'electric'")).rowCount).toBe(0);
        if (ended.plan === null) throw new Error("no plan");
        expect((await run(database, undoing(target, ended.plan, "run"))).says).toContain(
          "Undone and verified",
        );
        expect(await dumpCatalogue(admin)).toEqual(before);
      } finally {
        // It outlives the database, and with it the role would.
        const still = await admin.query("SELECT FROM pg_roles WHERE rolname = 'electric'");
        if (still.rowCount === 1) await admin.query("REVOKE CONNECT ON DATABASE template1 FROM electric");
      }
    }));

  test("that no plan takes are said beforehand, with the SQL that does", () =>
    withDatabase(
      {
        major,
        sql: `CREATE ROLE app LOGIN; CREATE ROLE electric LOGIN REPLICATION; CREATE ROLE team; CREATE ROLE reader;
          GRANT CREATE ON SCHEMA public TO app;
          GRANT team TO electric WITH ADMIN OPTION;
          SET ROLE app;
          CREATE TABLE orders (id int PRIMARY KEY); ALTER TABLE orders ENABLE ROW LEVEL SECURITY;
          CREATE POLICY "all's" ON orders TO electric USING (true);
          CREATE TYPE mood AS ENUM ('ok'); GRANT USAGE ON TYPE mood TO electric;
          RESET ROLE;`,
      },
      async (database) => {
        const { admin } = database;
        const { plan } = await planned(database, cleaning());
        expect(plan.missing).toHaveLength(1);
        expect(plan.missing[0]?.what).toBe(
          `electric cannot be dropped because of its place in the policy "all's" on public.orders and rights on the type public.mood.`,
        );
        const [missing] = plan.missing;
        await admin.query(missing?.sql ?? "");
        await admin.query(`DROP POLICY "all's" ON orders`);
        expect((await run(database, cleaning())).says).toContain("Applied and verified");
      },
    ));

  test("from somebody else than the owner, or passed on, are said beforehand, with the SQL that settles them", () =>
    withDatabase(
      {
        major,
        sql: `CREATE ROLE app LOGIN; CREATE ROLE electric LOGIN REPLICATION; CREATE ROLE lead; CREATE ROLE reader;
          GRANT CREATE ON SCHEMA public TO app;
          SET ROLE app;
          CREATE TABLE orders (id int PRIMARY KEY); CREATE TABLE notes (id int PRIMARY KEY);
          GRANT SELECT ON orders TO lead WITH GRANT OPTION; GRANT SELECT (id) ON notes TO electric WITH GRANT OPTION;
          RESET ROLE;
          SET ROLE lead; GRANT SELECT ON orders TO electric; RESET ROLE;
          SET ROLE electric; GRANT SELECT (id) ON notes TO reader; RESET ROLE;`,
      },
      async (database) => {
        const { plan } = await planned(database, cleaning());
        expect(plan.missing.map(({ what }) => what)).toEqual([
          "electric holds rights that lead gave it, not the owner: on public.orders. The REVOKE of no other role reaches them.",
          "electric has passed rights on to reader, which would lose them: on public.notes.",
        ]);
        for (const { sql } of plan.missing) await database.admin.query(sql ?? "");
        expect((await run(database, cleaning())).says).toContain("Applied and verified");
        const reader = await database.admin.query(
          "SELECT has_column_privilege('reader', 'notes', 'id', 'SELECT') AS reads",
        );
        expect(reader.rows).toEqual([{ reads: true }]);
      },
    ));
});

test("an undo that drops the role says beforehand what the role was given since, and by whom", () =>
  withDatabase(
    {
      major: 17,
      sql: "CREATE ROLE app LOGIN; GRANT CREATE ON SCHEMA public TO app; SET ROLE app; CREATE TABLE t (id int PRIMARY KEY); CREATE VIEW v AS SELECT 1 AS x; RESET ROLE;",
    },
    async (database) => {
      const ended = await run(database, repairing(target, { kind: "ready" }, {}));
      if (ended.plan === null) throw new Error("no plan");
      await database.admin.query("GRANT SELECT ON v TO electric");
      const undo = await planned(database, undoing(target, ended.plan, "run"));
      expect(undo.plan.missing.map(({ what }) => what)).toEqual([
        "electric holds rights that this run did not give, and this drops the role: on public.v.",
      ]);
      await database.admin.query("REVOKE SELECT ON v FROM electric");
      expect((await run(database, undoing(target, ended.plan, "run"))).says).toContain("Undone and verified");
    },
  ));
