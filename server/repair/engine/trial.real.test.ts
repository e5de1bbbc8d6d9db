import { describe, expect, test } from "vitest";
import { targetSchema } from "@/lib/target/schema";
import { withDatabase } from "../../watched/faults/harness";
import { SOUND } from "../../watched/faults/trial";
import type { Login } from "../../watched/login";
import { planBy } from "./plan";
import { repairing, undoing, type Recipe } from "./recipe";
import { runPlan } from "./run";
import { dumpCatalogue } from "./testing/dump";

const target = targetSchema.parse({ strategy: "member", environment: "development" });
const READY = repairing(target, { kind: "ready" }, {});

async function planned(login: Login, recipe: Recipe) {
  const made = await planBy(login, recipe);
  if ("connection" in made) throw new Error(JSON.stringify(made.connection.failure));
  return made;
}

/** Refuses ALTER PUBLICATION to each role that is no superuser; no statement of a superuser's repair meets it. */
const GUARD = `CREATE FUNCTION guard() RETURNS event_trigger LANGUAGE plpgsql AS
    $$ BEGIN IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN RAISE EXCEPTION 'only the migrator'; END IF; END $$;
  CREATE EVENT TRIGGER guarding ON ddl_command_end WHEN TAG IN ('ALTER PUBLICATION') EXECUTE FUNCTION guard();`;

describe.each([14, 16, 18] as const)("a repair on Postgres %i", (major) => {
  test.each([true, false])(
    "rolls back where what Electric will do fails, though every check passes (dry: %s)",
    (dry) =>
      withDatabase({ major, sql: [...SOUND, GUARD] }, async ({ login, admin }) => {
        const before = await dumpCatalogue(admin);
        const { fingerprint } = await planned(login, READY);
        const ended = await runPlan({ login, recipe: READY, fingerprint, dry });
        expect(ended.state, ended.says).toBe("refused");
        expect(ended.sqlstate).toBe("P0001");
        expect(ended.says).toContain("“Add each table to the publication” failed");
        expect(ended.says).toContain("only the migrator");
        expect(ended.says).toContain("in event trigger guarding");
        expect(ended.says).toContain("CONTEXT: PL/pgSQL function");
        expect(await dumpCatalogue(admin)).toEqual(before);
      }),
  );

  test("says what was tried, keeps nothing of the trial, and is undone to the letter", () =>
    withDatabase({ major, sql: SOUND }, async ({ login, admin }) => {
      const before = await dumpCatalogue(admin);
      const { fingerprint } = await planned(login, READY);
      const ended = await runPlan({ login, recipe: READY, fingerprint, dry: false });
      expect(ended.state, ended.says).toBe("applied");
      const trial = ended.compared.filter(({ check }) => check.startsWith("trial."));
      expect(trial.map(({ check, after }) => [check, after])).toEqual([
        ["trial.role", "pass"],
        ["trial.rights", "pass"],
        ["trial.encoding", "pass"],
        ["trial.publication", "pass"],
        ["trial.tables", "pass"],
        ["trial.read", "pass"],
      ]);
      if (ended.plan === null) throw new Error("no plan");
      const undo = undoing(target, ended.plan, "case");
      const back = await runPlan({
        login,
        recipe: undo,
        fingerprint: (await planned(login, undo)).fingerprint,
        dry: false,
      });
      expect(back.state, back.says).toBe("applied");
      expect(await dumpCatalogue(admin)).toEqual(before);
    }));

  test("of an admin with CREATEROLE becomes Electric's role by a grant that is gone afterwards", () =>
    withDatabase(
      {
        major,
        sql: [
          `CREATE ROLE boss LOGIN CREATEROLE REPLICATION; GRANT CREATE, USAGE ON SCHEMA public TO boss`,
          // Up to 15 a superuser alone makes a role with REPLICATION; from 16 on its maker has ADMIN OPTION on it.
          ...(major < 16
            ? ["CREATE ROLE electric LOGIN REPLICATION", "SET ROLE boss"]
            : ["SET ROLE boss", "CREATE ROLE electric LOGIN REPLICATION"]),
          "CREATE TABLE items (id int PRIMARY KEY); RESET ROLE",
          `DO $$ BEGIN EXECUTE format('ALTER DATABASE %I OWNER TO boss', current_database()); END $$`,
        ],
      },
      async ({ login, admin }) => {
        const manual = repairing(
          targetSchema.parse({ strategy: "manual", environment: "development" }),
          { kind: "ready" },
          {},
        );
        const as = { ...login, user: "boss" };
        const memberships = async () =>
          (
            await admin.query(
              "SELECT roleid::regrole::text, member::regrole::text, admin_option FROM pg_auth_members ORDER BY 1, 2",
            )
          ).rows;
        const before = await memberships();
        const { plan, fingerprint } = await planned(as, manual);
        expect(plan.missing).toEqual([]);
        const ended = await runPlan({ login: as, recipe: manual, fingerprint, dry: false });
        expect(ended.state, ended.says).toBe("applied");
        const role = ended.compared.find(({ check }) => check === "trial.role");
        expect(role?.after, role?.found).toBe("pass");
        expect(await memberships()).toEqual(before);
      },
    ));
});

test("a repair of one check goes on where another check already tells what the trial meets", () =>
  withDatabase(
    { sql: ["CREATE ROLE electric LOGIN REPLICATION; CREATE TABLE items (id int PRIMARY KEY)"] },
    async ({ login }) => {
      const one = repairing(target, { kind: "checks", checks: ["role.select"] }, {});
      const { fingerprint } = await planned(login, one);
      const ended = await runPlan({ login, recipe: one, fingerprint, dry: false });
      expect(ended.state, ended.says).toBe("applied");
      expect(ended.compared.find(({ check }) => check === "trial.publication")?.after).toBe("fail");
    },
  ));
