import { describe, expect, test } from "vitest";
import { targetSchema } from "@/lib/target/schema";
import { withDatabase, type FaultyDatabase } from "../../watched/faults/harness";
import { planOn } from "./plan";
import { repairing, type ChoicesInput } from "./recipe";
import { runPlan } from "./run";

/** cases/25: a partitioned table whose owner makes partitions by a function with its own rights. */
const EVENTS = [
  "CREATE ROLE app LOGIN; GRANT CREATE ON SCHEMA public TO app",
  "SET ROLE app",
  "CREATE TABLE ev (id bigint, at date NOT NULL, PRIMARY KEY (id, at)) PARTITION BY RANGE (at)",
  `CREATE FUNCTION make_part() RETURNS void LANGUAGE plpgsql SECURITY DEFINER AS
     $$ BEGIN EXECUTE 'CREATE TABLE ev_2026_12 PARTITION OF ev FOR VALUES FROM (''2026-12-01'') TO (''2027-01-01'')'; END $$`,
  "CREATE PROCEDURE detach(name text) LANGUAGE plpgsql AS $$ BEGIN EXECUTE format('ALTER TABLE ev DETACH  PARTITION %I', name); END $$",
  "CREATE FUNCTION other() RETURNS int LANGUAGE sql AS 'SELECT 1'",
  "RESET ROLE",
];

const target = targetSchema.parse({ strategy: "owner", environment: "development" });
const ready = { kind: "ready" as const };

async function planned(
  { login }: FaultyDatabase,
  choices: ChoicesInput = {},
  strategy: "owner" | "member" = "owner",
) {
  const made = await planOn(login, { ...target, strategy }, ready, { ...choices, strategy });
  if ("connection" in made) throw new Error("no session");
  return made;
}

async function makesPartition({ session }: FaultyDatabase): Promise<string> {
  const app = await session("app");
  return app.query("SELECT make_part()").then(
    () => "made",
    (error: unknown) => (error instanceof Error ? error.message : "failed"),
  );
}

describe.each([14, 17] as const)("partition jobs on Postgres %i", (major) => {
  test("the plan names beforehand who can make no partition any more and what does so today, and is right", () =>
    withDatabase({ major, sql: EVENTS, target }, async (database) => {
      const { plan, fingerprint } = await planned(database);
      const said = plan.consequences.join("\n");
      expect(said).toContain("app can make, attach, detach and drop no partition of public.ev");
      expect(said).toContain("public.make_part() of app");
      expect(said).toContain("public.detach(text)");
      expect(said).not.toContain("other()");
      expect(said).toContain("Choose the strategy “member”");
      expect(plan.steps.map(({ says }) => says).join()).not.toContain(
        "add the statement to whatever makes partitions",
      );
      const ended = await runPlan({
        login: database.login,
        recipe: repairing(target, ready, {}),
        fingerprint,
        dry: false,
      });
      expect(ended.state, ended.says).toBe("applied");
      expect(await makesPartition(database)).toBe("must be owner of table ev");
    }));

  test.each([
    ["membership for the former owner", { formerOwner: "membership" }, "owner"],
    ["the strategy member", {}, "member"],
  ] as const)(
    "with %s nothing of it is said, and partitions are made as before",
    (_what, choices, strategy) =>
      withDatabase({ major, sql: EVENTS, target }, async (database) => {
        const { plan, fingerprint } = await planned(database, choices, strategy);
        expect(plan.consequences.join()).not.toContain("no partition of");
        const recipe = repairing({ ...target, strategy }, ready, { ...choices, strategy });
        const ended = await runPlan({ login: database.login, recipe, fingerprint, dry: false });
        expect(ended.state, ended.says).toBe("applied");
        expect(await makesPartition(database)).toBe("made");
      }),
  );

  test("jobs of pg_cron and tables of pg_partman are named, and a table that only has the name is not read", () =>
    withDatabase({ major, sql: EVENTS, target }, async (database) => {
      const { admin } = database;
      const cron = async () => (await planned(database)).plan.consequences.join("\n");
      await admin.query(`CREATE SCHEMA cron; CREATE TABLE cron.job (jobid bigint, jobname text, command text, username text, database text, active boolean);
        INSERT INTO cron.job SELECT 7, 'monthly', 'SELECT make_part()', 'app', current_database(), true;
        INSERT INTO cron.job SELECT 8, 'nightly', 'VACUUM', 'app', current_database(), true;`);
      expect(await cron()).not.toContain("monthly");
      // No test machine has pg_cron: another extension takes its name and owns the table.
      await admin.query("UPDATE pg_extension SET extname = 'pg_cron' WHERE extname = 'plpgsql'");
      await admin.query(
        "INSERT INTO pg_depend SELECT 'pg_class'::regclass, 'cron.job'::regclass, 0, 'pg_extension'::regclass, oid, 0, 'e' FROM pg_extension WHERE extname = 'pg_cron'",
      );
      const said = await cron();
      expect(said).toContain("job of pg_cron monthly (runs as app)");
      expect(said).not.toContain("nightly");
    }));
});
