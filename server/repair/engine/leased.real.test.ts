import { expect, test } from "vitest";
import { checks } from "@/lib/checks";
import { judgeAll } from "@/lib/checks/judge";
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
