import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { AcceptanceId } from "@/lib/repair/plan/acceptance";
import { targetSchema } from "@/lib/target/schema";
import { versionsFor } from "@/server/testing/versions";
import { withDatabase } from "../../watched/faults/harness";
import type { Login } from "../../watched/login";
import { planBy } from "./plan";
import { repairing, undoing, type Recipe } from "./recipe";
import { runPlan } from "./run";
import { dumpCatalogue } from "./testing/dump";

async function planned(login: Login, recipe: Recipe) {
  const made = await planBy(login, recipe);
  if ("connection" in made) throw new Error(JSON.stringify(made.connection.failure));
  return made;
}

async function run(login: Login, recipe: Recipe, accepted: AcceptanceId[] = [], dry = false) {
  const { fingerprint } = await planned(login, recipe);
  return runPlan({ login, recipe, fingerprint, dry, accepted });
}

const OF_TWO = targetSchema.parse({
  strategy: "owner",
  scope: { kind: "schemas", schemas: ["a", "b"] },
});

/** cases/31: two owners, and a function of one of them in an index, which does another thing when it runs as another role. */
const TWO_OWNERS = readFileSync("server/repair/engine/testing/owner-of-several.sql", "utf8");

describe.each(versionsFor("maintenance"))("functions of a former owner, on Postgres %i", (major) => {
  test("are named with their index and owner, and nothing runs before that is accepted", () =>
    withDatabase({ major, sql: TWO_OWNERS }, async ({ admin, login }) => {
      const recipe = repairing(OF_TWO, { kind: "ready" }, { formerOwner: "grants" });
      const { plan } = await planned(login, recipe);
      expect(plan.acceptances).toMatchObject([
        {
          id: "foreign-code",
          objects: [
            "a.f(text) of ta as electric: index items_f_idx of a.items (ANALYZE, autovacuum and REINDEX)",
          ],
        },
      ]);
      const before = await dumpCatalogue(admin);
      for (const dry of [true, false]) {
        const refused = await run(login, recipe, [], dry);
        expect(refused).toMatchObject({ state: "failed", sqlstate: null });
        expect(refused.says).toContain("--accept foreign-code");
      }
      expect(await dumpCatalogue(admin)).toEqual(before);

      const applied = await run(login, recipe, ["foreign-code"]);
      expect(applied.state, applied.says).toBe("applied");
      // What was accepted: the function of ta runs as the new owner.
      await admin.query("ANALYZE a.items");
      const ranAs = await admin.query("SELECT DISTINCT who FROM a.loot ORDER BY 1");
      expect(ranAs.rows).toEqual([{ who: "electric" }]);

      // Back to ta, whose function it is, nothing is to be accepted.
      if (applied.plan === null) throw new Error("no plan");
      const undo = undoing(OF_TWO, applied.plan, "case");
      expect((await planned(login, undo)).plan.acceptances).toEqual([]);
      expect((await run(login, undo)).state).toBe("applied");
    }));

  test("are found in every part of a table, through operators, types and other functions", () =>
    withDatabase(
      { major, sql: readFileSync("server/repair/engine/testing/functions-of-tables.sql", "utf8") },
      async ({ login }) => {
        const target = targetSchema.parse({
          strategy: "owner",
          scope: { kind: "schemas", schemas: ["a"] },
        });
        const { rights } = await planned(login, repairing(target, { kind: "ready" }, {}));
        const uses = rights.tableFunctions.map(({ name, uses: all }) => [
          name,
          [...new Set(all.map(({ kind, runs }) => `${kind}: ${runs}`))].join(", "),
        ]);
        expect(Object.fromEntries(uses)).toEqual({
          chk: "check: writes",
          def: "default: writer",
          diff: "column type: maintenance",
          dom: "column type: writes",
          gen: "generated column: writes",
          idx: "index: maintenance",
          inner: "index: maintenance",
          mood_int: "foreign key: keys",
          opr: "index: maintenance",
          outer: "index: maintenance",
          pol: "policy: reads",
          pred: "index: maintenance",
          prt: "partition key: writer",
          rul: "rule: writes",
          stat: "statistics: maintenance",
          trg: "trigger: writes",
          whn: "trigger: writes",
        });
      },
    ));
});

test("a clean-up that hands tables to a superuser asks for the functions of all other roles", () =>
  withDatabase(
    {
      sql: `CREATE ROLE electric LOGIN REPLICATION; CREATE ROLE app; GRANT CREATE ON SCHEMA public TO electric, app; SET ROLE app;
        CREATE FUNCTION plain(text) RETURNS text IMMUTABLE LANGUAGE plpgsql AS 'BEGIN RETURN $1; END'; RESET ROLE;
        SET ROLE electric; CREATE TABLE items (id int PRIMARY KEY, v text); CREATE INDEX ON items (plain(v)); RESET ROLE;`,
    },
    async ({ login }) => {
      const target = targetSchema.parse({ strategy: "owner" });
      const to = (handTo: string) => repairing(target, { kind: "clean-up" }, { handTo });
      const { acceptances } = (await planned(login, to("postgres"))).plan;
      expect(acceptances.map(({ objects }) => objects)).toEqual([
        [
          "public.plain(text) of app as postgres: index items_plain_idx of public.items (ANALYZE, autovacuum and REINDEX)",
        ],
      ]);
      expect((await planned(login, to("app"))).plan.acceptances).toEqual([]);
      expect((await run(login, to("postgres"))).state).toBe("failed");
      expect((await run(login, to("postgres"), ["foreign-code"])).state).toBe("applied");
    },
  ));

test("functions of a superuser, and functions that only a writer runs, are named and ask nothing", () =>
  withDatabase(
    {
      sql: `CREATE ROLE app; GRANT CREATE ON SCHEMA public TO app;
        CREATE FUNCTION plain(text) RETURNS text IMMUTABLE LANGUAGE plpgsql AS 'BEGIN RETURN $1; END'; SET ROLE app;
        CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END';
        CREATE TABLE items (id int PRIMARY KEY, v text); CREATE INDEX ON items (plain(v));
        CREATE TRIGGER touching BEFORE UPDATE ON items FOR EACH ROW EXECUTE FUNCTION touch(); RESET ROLE;`,
    },
    async ({ login }) => {
      const recipe = repairing(targetSchema.parse({ strategy: "owner" }), { kind: "ready" }, {});
      const { plan } = await planned(login, recipe);
      expect(plan.acceptances).toEqual([]);
      const said = plan.consequences.join("\n");
      expect(said).toContain("public.plain(text) of postgres runs with the rights of electric too");
      expect(said).toContain("public.touch() of app runs with the rights of the session that writes");
      expect((await run(login, recipe)).state).toBe("applied");
    },
  ));
