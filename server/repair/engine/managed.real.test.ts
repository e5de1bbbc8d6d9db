import { describe, expect, test } from "vitest";
import { STRATEGIES, targetSchema, type Strategy } from "@/lib/target/schema";
import { withDatabase, type FaultyDatabase } from "../../watched/faults/harness";
import { planOn } from "./plan";
import { repairing } from "./recipe";
import { runPlan } from "./run";

/** The admin of a managed database as PlanetScale documents it (PlanetScale docs, Roles): nearly, but not, a superuser. */
const ADMIN = `
  CREATE ROLE admin NOSUPERUSER CREATEDB CREATEROLE INHERIT LOGIN REPLICATION BYPASSRLS;
  GRANT pg_read_all_data, pg_monitor, pg_signal_backend TO admin WITH ADMIN OPTION;`;

const made = (owner: string) => `
  ${ADMIN}
  DO $$ BEGIN EXECUTE format('ALTER DATABASE %I OWNER TO admin', current_database()); END $$;
  SET ROLE admin;
  CREATE ROLE shop LOGIN;
  GRANT USAGE, CREATE ON SCHEMA public TO shop;
  RESET ROLE;
  SET ROLE ${owner};
  CREATE TABLE orders (id serial PRIMARY KEY, v text);
  CREATE TABLE secured (id int PRIMARY KEY); ALTER TABLE secured ENABLE ROW LEVEL SECURITY;
  CREATE TABLE days (day date PRIMARY KEY) PARTITION BY RANGE (day);
  CREATE TABLE days_2026 PARTITION OF days FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
  RESET ROLE;`;

/** Roles of a database at AWS, as the RDS user guide documents them: the master user has what rds_superuser has. */
const AWS = `
  CREATE ROLE rdsadmin SUPERUSER; CREATE ROLE rds_superuser; CREATE ROLE rds_replication;
  GRANT rds_replication, pg_monitor, pg_signal_backend TO rds_superuser WITH ADMIN OPTION;
  CREATE ROLE admin LOGIN CREATEDB CREATEROLE INHERIT; GRANT rds_superuser TO admin;
  DO $$ BEGIN EXECUTE format('ALTER DATABASE %I OWNER TO admin', current_database()); END $$;
  SET ROLE admin; CREATE ROLE shop LOGIN; RESET ROLE; GRANT USAGE, CREATE ON SCHEMA public TO shop;
  ALTER SCHEMA public OWNER TO admin; SET ROLE shop; CREATE TABLE orders (id serial PRIMARY KEY, v text); RESET ROLE;`;

const target = (strategy: Strategy) => targetSchema.parse({ strategy, environment: "development" });
const wanted = { kind: "ready" } as const;

async function planned({ login }: FaultyDatabase, strategy: Strategy) {
  const plan = await planOn({ ...login, user: "admin" }, target(strategy), wanted, {});
  if ("connection" in plan) throw new Error(JSON.stringify(plan.connection.failure));
  return plan;
}

describe.each([17, 18] as const)("the admin of a managed Postgres %i", (major) => {
  test.each(STRATEGIES)(
    "makes a database ready by %s where an application's role owns the tables",
    (strategy) =>
      withDatabase({ major, sql: made("shop"), visitor: "admin" }, async (database) => {
        const { plan, fingerprint } = await planned(database, strategy);
        expect(plan.missing).toEqual([]);
        const ended = await runPlan({
          login: database.login,
          recipe: repairing(target(strategy), wanted, {}),
          fingerprint,
          dry: false,
        });
        expect(ended.says).toContain("Applied and verified");
        const { rows } = await database.admin.query(
          "SELECT FROM pg_auth_members m WHERE m.member = 'admin'::regrole AND m.inherit_option AND m.roleid IN ('electric'::regrole, 'shop'::regrole)",
        );
        expect(rows).toHaveLength(0);
        const shop = await database.session("shop");
        await shop.query(
          "INSERT INTO orders (v) VALUES ('x'); UPDATE orders SET v = 'y'; DELETE FROM orders; INSERT INTO days VALUES ('2026-03-03')",
        );
      }),
  );

  test.each(["owner", "manual"] as const)(
    "makes it ready by %s where the admin owns the tables itself",
    (strategy) =>
      withDatabase({ major, sql: made("admin"), visitor: "admin" }, async (database) => {
        const { plan, fingerprint } = await planned(database, strategy);
        expect(plan.missing).toEqual([]);
        const ended = await runPlan({
          login: database.login,
          recipe: repairing(target(strategy), wanted, {}),
          fingerprint,
          dry: false,
        });
        expect(ended.says).toContain("Applied and verified");
      }),
  );

  test("is told that it cannot grant itself, where the tables are its own and Electric is to be a member", () =>
    withDatabase({ major, sql: made("admin"), visitor: "admin" }, async (database) => {
      const { plan } = await planned(database, "member");
      expect(plan.missing.map(({ what }) => what).join()).toContain("no role may grant itself");
    }));
});

describe.each([15, 17] as const)("the master user of an AWS Postgres %i", (major) => {
  test.each(STRATEGIES)("makes it ready by %s, with rds_replication, also by a tunnel", (strategy) =>
    withDatabase({ major, sql: AWS, visitor: "admin" }, async (database) => {
      const { plan, fingerprint } = await planned(database, strategy);
      expect(plan.missing).toEqual([]);
      const recipe = repairing(target(strategy), wanted, {});
      const ended = await runPlan({ login: database.login, recipe, fingerprint, dry: false });
      expect(ended.says).toContain("Applied and verified");
      const { rows } = await database.admin.query(
        "SELECT rolreplication, pg_has_role('electric', 'rds_replication', 'MEMBER') AS may FROM pg_roles WHERE rolname = 'electric'",
      );
      expect(rows).toEqual([{ rolreplication: false, may: true }]);
      await (await database.session("shop")).query("INSERT INTO orders (v) VALUES ('x')");
    }),
  );
});
