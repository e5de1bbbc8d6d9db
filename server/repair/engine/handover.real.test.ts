import { expect, test } from "vitest";
import { targetSchema } from "@/lib/target/schema";
import { withDatabase } from "../../watched/faults/harness";
import { planBy } from "./plan";
import { repairing, undoing, type Recipe } from "./recipe";
import { runPlan } from "./run";
import { dumpCatalogue } from "./testing/dump";

const target = targetSchema.parse({ strategy: "owner", environment: "development" });
const ROLES = `
  CREATE ROLE electric LOGIN REPLICATION; CREATE ROLE app LOGIN; CREATE ROLE lead SUPERUSER;
  GRANT CREATE ON SCHEMA public TO app, electric;`;

/** Facts that the run has to leave behind, asked of the database between it and its undo. */
const cases = [
  {
    name: "a table whose owner revoked SELECT from itself can still be read by Electric that owns it then",
    recipe: repairing(target, { kind: "ready" }, {}),
    sql: `SET ROLE app; CREATE TABLE t (id int PRIMARY KEY); GRANT SELECT ON t TO electric WITH GRANT OPTION;
      REVOKE SELECT ON t FROM app; RESET ROLE;`,
    asks: "has_table_privilege('electric', 't', 'SELECT') AND NOT has_table_privilege('app', 't', 'SELECT')",
  },
  {
    name: "an application that may insert where Electric may not goes on doing so once the table is its own",
    recipe: repairing(target, { kind: "clean-up" }, { handTo: "app" }),
    sql: `SET ROLE electric; CREATE TABLE t (id int PRIMARY KEY); GRANT SELECT, INSERT ON t TO app;
      REVOKE INSERT ON t FROM electric; RESET ROLE;`,
    asks: "has_table_privilege('app', 't', 'INSERT')",
  },
  {
    name: "a publication of everything that is made anew goes back to the superuser whose it was",
    recipe: repairing(target, { kind: "ready" }, {}),
    sql: `SET ROLE app; CREATE TABLE t (id int PRIMARY KEY); RESET ROLE;
      SET ROLE lead; CREATE PUBLICATION electric_publication_default FOR ALL TABLES; RESET ROLE;`,
    asks: "EXISTS (SELECT FROM pg_publication p WHERE NOT puballtables AND pubowner = 'electric'::regrole)",
  },
];

test.each(cases.map((one) => [one.name, one] as const))(
  "%s, and the undo brings all of it back",
  (_, { recipe, sql, asks }) =>
    withDatabase({ major: 17, sql: `${ROLES} ${sql}` }, async ({ admin, login }) => {
      const run = async (made: Recipe) => {
        const planned = await planBy(login, made);
        if ("connection" in planned) throw new Error(JSON.stringify(planned.connection.failure));
        return runPlan({ login, recipe: made, fingerprint: planned.fingerprint, dry: false });
      };
      const before = await dumpCatalogue(admin);
      const { says, plan } = await run(recipe);
      expect(says).toContain("Applied and verified");
      expect((await admin.query(`SELECT ${asks} AS holds`)).rows).toEqual([{ holds: true }]);
      if (plan === null) throw new Error("no plan");
      expect((await run(undoing(target, plan, "run"))).says).toContain("Undone and verified");
      expect(await dumpCatalogue(admin)).toEqual(before);
    }),
);
