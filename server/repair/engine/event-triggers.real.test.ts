import { describe, expect, test } from "vitest";
import { targetSchema } from "@/lib/target/schema";
import { versionsFor } from "@/server/testing/versions";
import { withDatabase } from "../../watched/faults/harness";
import type { Login } from "../../watched/login";
import { planBy } from "./plan";
import { repairing, undoing, type Recipe } from "./recipe";
import { runPlan } from "./run";
import { dumpCatalogue } from "./testing/dump";

const READY = repairing(targetSchema.parse({ strategy: "owner" }), { kind: "ready" }, {});

/** A sequence keeps what a transaction that was rolled back took from it: whether the function ever ran. */
const SHOP = `CREATE ROLE app LOGIN; GRANT CREATE ON SCHEMA public TO app; SET ROLE app; CREATE TABLE items (id int PRIMARY KEY); RESET ROLE;
  CREATE SCHEMA audit; GRANT CREATE, USAGE ON SCHEMA audit TO app;
  CREATE SEQUENCE audit.calls; GRANT USAGE ON SEQUENCE audit.calls TO PUBLIC;
  CREATE FUNCTION audit.hear() RETURNS event_trigger LANGUAGE plpgsql AS
    'BEGIN PERFORM nextval(''audit.calls''); END'; ALTER FUNCTION audit.hear() OWNER TO app;`;
const CALLS = "SELECT is_called FROM audit.calls";

async function planned(login: Login, recipe: Recipe) {
  const made = await planBy(login, recipe);
  if ("connection" in made) throw new Error(JSON.stringify(made.connection.failure));
  return made;
}

describe.each(versionsFor("ends"))("event triggers, on Postgres %i", (major) => {
  test("of an ordinary role's function run only where that was accepted, in a dry run too", () =>
    withDatabase(
      {
        major,
        sql: `${SHOP} CREATE EVENT TRIGGER hearing ON ddl_command_end EXECUTE FUNCTION audit.hear();`,
      },
      async ({ admin, login }) => {
        await admin.query("SELECT setval('audit.calls', 1, false)");
        const ran = async () => (await admin.query(CALLS)).rows[0]?.is_called;
        const before = await dumpCatalogue(admin);
        const { plan, fingerprint } = await planned(login, READY);
        const [asked] = plan.acceptances;
        expect(asked).toMatchObject({ id: "event-triggers" });
        expect(asked?.objects[0]).toMatch(
          /^Event trigger hearing \(ddl_command_end, at .*ALTER TABLE.*\) runs audit\.hear\(\) of app$/,
        );
        for (const dry of [true, false]) {
          const ended = await runPlan({ login, recipe: READY, fingerprint, dry });
          expect(ended.state).toBe("failed");
          expect(ended.says).toContain("--accept event-triggers");
        }
        expect(await ran()).toBe(false);
        expect(await dumpCatalogue(admin)).toEqual(before);

        const accepted = ["event-triggers"] as const;
        const rehearsed = await runPlan({ login, recipe: READY, fingerprint, dry: true, accepted });
        expect(rehearsed.state, rehearsed.says).toBe("rehearsed");
        expect(await ran()).toBe(true);
        const applied = await runPlan({ login, recipe: READY, fingerprint, dry: false, accepted });
        expect(applied.state, applied.says).toBe("applied");
        if (applied.plan === null) throw new Error("no plan");
        const undo = undoing(READY.target, applied.plan, "case");
        expect((await planned(login, undo)).plan.acceptances).toMatchObject([{ id: "event-triggers" }]);
      },
    ));

  test.each([
    ["of a superuser's function is named and asks nothing", "ON ddl_command_end", "postgres", true],
    ["for other statements is not named", "ON ddl_command_end WHEN TAG IN ('CREATE TABLE')", "app", false],
    ["of rewrites is not named", "ON table_rewrite", "app", false],
    ["that is disabled is not named", "ON ddl_command_start", "app", false],
  ] as const)("one %s", (name, on, owner, named) =>
    withDatabase(
      {
        major,
        sql: `${SHOP} ALTER FUNCTION audit.hear() OWNER TO ${owner}; CREATE EVENT TRIGGER hearing ${on} EXECUTE FUNCTION audit.hear();
          ${name.includes("disabled") ? "ALTER EVENT TRIGGER hearing DISABLE;" : ""}`,
      },
      async ({ login }) => {
        const { plan, fingerprint } = await planned(login, READY);
        expect(plan.acceptances).toEqual([]);
        expect(plan.consequences.join("\n").includes("Event trigger hearing")).toBe(named);
        const ended = await runPlan({ login, recipe: READY, fingerprint, dry: true });
        expect(ended.state, ended.says).toBe("rehearsed");
      },
    ),
  );

  test("a statement refused inside one is named, with the CONTEXT and the trigger", () =>
    withDatabase(
      {
        major,
        sql: `CREATE ROLE app LOGIN; CREATE SCHEMA shop AUTHORIZATION app; SET ROLE app;
          CREATE TABLE shop.items (id int PRIMARY KEY); CREATE TABLE shop.more (id int PRIMARY KEY); RESET ROLE;
          CREATE ROLE electric LOGIN REPLICATION; GRANT USAGE ON SCHEMA shop TO electric;
          CREATE SCHEMA audit; CREATE TABLE audit.ddl_log (who text, tag text);
          CREATE FUNCTION audit.log_ddl() RETURNS event_trigger LANGUAGE plpgsql AS
            $$ BEGIN INSERT INTO audit.ddl_log VALUES (current_user, tg_tag); END $$;
          CREATE EVENT TRIGGER log_ddl ON ddl_command_end EXECUTE FUNCTION audit.log_ddl();`,
      },
      async ({ login }) => {
        const target = targetSchema.parse({
          strategy: "manual",
          scope: { kind: "schemas", schemas: ["shop"] },
        });
        // Several statements go in one message: the one that was refused is told from those before it.
        const recipe = repairing(target, { kind: "checks", checks: ["tables.replica_identity"] }, {});
        const as = { ...login, user: "app" };
        const { plan, fingerprint } = await planned(as, recipe);
        expect(plan.missing).toEqual([]);
        expect(plan.consequences.join("\n")).toContain(
          "runs audit.log_ddl() of postgres, with the rights of app",
        );
        const { state, says, sqlstate } = await runPlan({ login: as, recipe, fingerprint, dry: false });
        expect({ state, sqlstate }).toEqual({ state: "failed", sqlstate: "42501" });
        expect(says).toContain("Postgres refused “ALTER TABLE");
        expect(says).toContain("permission denied for schema audit");
        expect(says).toContain("in event trigger log_ddl, which runs audit.log_ddl() of postgres");
        expect(says).toContain("CONTEXT: ");
        expect(says).toContain("PL/pgSQL function audit.log_ddl() line 1");
      },
    ));
});

test("the statement that is named is the one that was refused, not the first of its message", () =>
  withDatabase(
    {
      sql: `CREATE ROLE app; GRANT CREATE ON SCHEMA public TO app; SET ROLE app;
        CREATE TABLE items (id int PRIMARY KEY); CREATE TABLE more (id int PRIMARY KEY); RESET ROLE;
        CREATE FUNCTION guard() RETURNS event_trigger LANGUAGE plpgsql AS
          $$ BEGIN IF current_query() LIKE '%more%' AND EXISTS (SELECT FROM pg_class WHERE relname = 'items' AND relreplident = 'f')
             AND tg_tag = 'ALTER TABLE' AND (SELECT relreplident = 'f' FROM pg_class WHERE relname = 'more')
             THEN RAISE EXCEPTION 'only the migrator alters tables'; END IF; END $$;
        CREATE EVENT TRIGGER guarding ON ddl_command_end EXECUTE FUNCTION guard();`,
    },
    async ({ login }) => {
      const { fingerprint } = await planned(login, READY);
      const { says } = await runPlan({ login, recipe: READY, fingerprint, dry: false });
      expect(says).toContain('refused “ALTER TABLE "public"."more" REPLICA IDENTITY FULL”');
      expect(says).toContain("in event trigger guarding, which runs public.guard() of postgres");
    },
  ));

test.each([17, 18] as const)(
  "on Postgres %i a login trigger of an ordinary role's function is named",
  (major) =>
    withDatabase(
      { major, sql: `${SHOP} CREATE EVENT TRIGGER coming ON login EXECUTE FUNCTION audit.hear();` },
      async ({ login }) => {
        const { plan } = await planned(login, READY);
        expect(plan.acceptances).toEqual([]);
        expect(plan.consequences).toContain(
          "Event trigger coming runs audit.hear() of app at every login to this database, those of Headroom as postgres included.",
        );
      },
    ),
);
