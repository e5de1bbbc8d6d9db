import { expect, test } from "vitest";
import { checks } from "@/lib/checks";
import { judgeAll } from "@/lib/checks/judge";
import type { Wanted } from "@/lib/repair/request";
import { STRATEGIES, targetSchema } from "@/lib/target/schema";
import { withDatabase } from "../../watched/faults/harness";
import { planOn } from "./plan";

/** cases/27: a role as Vault makes it, which expires in an hour. */
const LEASED = `
  CREATE ROLE app LOGIN; CREATE ROLE electric_group NOLOGIN;
  CREATE TABLE items (id int PRIMARY KEY); ALTER TABLE items OWNER TO app;
  DO $$ BEGIN EXECUTE format('CREATE ROLE "v-k8s-electric-x1" LOGIN REPLICATION PASSWORD %L VALID UNTIL %L IN ROLE electric_group',
    'p', now() + interval '1 hour'); END $$;`;
const role = "v-k8s-electric-x1";

test.each([14, 17])(
  "a leased role gets nothing on Postgres %i: no plan can run, and it says what to do",
  (major) =>
    withDatabase({ major: major === 14 ? 14 : 17, sql: LEASED }, async ({ login, look }) => {
      for (const strategy of STRATEGIES) {
        const target = targetSchema.parse({ role, strategy });
        const planned = await planOn(login, target, { kind: "ready" }, {});
        if ("connection" in planned) throw new Error("no session");
        expect(planned.plan.steps).toEqual([]);
        expect(planned.plan.missing).toHaveLength(1);
        expect(planned.plan.missing[0]?.what).toContain("Electric needs a static role");
        expect(planned.plan.missing[0]?.who).toContain("static-roles");
        const findings = judgeAll(checks, await look({ role, strategy }), target);
        expect(findings.find(({ id }) => id === "role.static")?.status).toBe("fail");
        const given = findings
          .filter(({ id }) => id !== "role.static")
          .flatMap(({ ways }) => ways.flatMap(({ sql }) => sql ?? []));
        expect(given.filter((sql) => sql.includes(role))).toEqual([]);
        expect(given.join()).not.toContain("infinity");
      }
    }),
);

test("a role that expires in hours and is in no group gets nothing until a person says that it stays", () =>
  withDatabase(
    {
      sql: `CREATE ROLE app LOGIN; CREATE TABLE items (id int PRIMARY KEY); ALTER TABLE items OWNER TO app;
        DO $$ BEGIN EXECUTE format('CREATE ROLE electric LOGIN REPLICATION PASSWORD %L VALID UNTIL %L',
          'p', now() + interval '5 hours'); END $$;`,
    },
    async ({ admin, login, findingOf }) => {
      const target = targetSchema.parse({ strategy: "owner" });
      const plan = async (wanted: Wanted) => {
        const planned = await planOn(login, target, wanted, {});
        if ("connection" in planned) throw new Error("no session");
        return planned.plan;
      };
      expect(await findingOf("role.static")).toMatchObject({ status: "warn" });
      const refused: Wanted[] = [{ kind: "ready" }, { kind: "checks", checks: ["tables.ownership"] }];
      for (const wanted of refused) {
        const { steps, missing } = await plan(wanted);
        expect(steps).toEqual([]);
        expect(missing.map(({ sql }) => sql)).toEqual([`ALTER ROLE "electric" VALID UNTIL 'infinity';`]);
      }
      const { steps, missing } = await plan({ kind: "checks", checks: ["role.login"] });
      expect(missing).toEqual([]);
      for (const statement of steps.flatMap(({ statements }) => statements)) await admin.query(statement);
      expect(await findingOf("role.static")).toMatchObject({ status: "pass" });
      expect((await plan({ kind: "ready" })).steps).not.toEqual([]);
    },
  ));
