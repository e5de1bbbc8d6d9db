import { expect, test } from "vitest";
import { targetSchema } from "@/lib/target/schema";
import { withDatabase } from "../../watched/faults/harness";
import { planBy } from "./plan";
import { repairing, type Recipe } from "./recipe";
import { runPlan } from "./run";
import { dumpCatalogue } from "./testing/dump";

const READY = repairing(targetSchema.parse({ strategy: "owner" }), { kind: "ready" }, {});

/** The same plan with a warning that has to be accepted. */
const warned = (objects: string[]): Recipe => ({
  ...READY,
  make: (survey, findings) => ({
    ...READY.make(survey, findings),
    acceptances: [{ id: "foreign-code", what: "A warning.", says: "I accept it.", objects }],
  }),
});

const SHOP = `CREATE ROLE app LOGIN; GRANT CREATE ON SCHEMA public TO app;
  SET ROLE app; CREATE TABLE items (id int PRIMARY KEY); RESET ROLE;`;

test("a plan with a warning runs only where the warning was accepted, also dry", () =>
  withDatabase({ sql: SHOP }, async ({ admin, login }) => {
    const recipe = warned(["f()"]);
    const planned = await planBy(login, recipe);
    if ("connection" in planned) throw new Error(JSON.stringify(planned.connection.failure));
    const { fingerprint } = planned;
    const before = await dumpCatalogue(admin);
    for (const dry of [true, false])
      for (const accepted of [undefined, [], ["event-triggers"]] as const) {
        const ended = await runPlan({ login, recipe, fingerprint, dry, accepted });
        expect(ended).toMatchObject({ state: "failed", sqlstate: null });
        expect(ended.says).toContain("--accept foreign-code");
        expect(await dumpCatalogue(admin)).toEqual(before);
      }
    const accepted = ["foreign-code"] as const;
    expect((await runPlan({ login, recipe, fingerprint, dry: true, accepted })).state).toBe("rehearsed");
    expect((await runPlan({ login, recipe, fingerprint, dry: false, accepted })).state).toBe("applied");
  }));

test("an acceptance holds for the objects that were read: with another one the plan is another plan", () =>
  withDatabase({ sql: SHOP }, async ({ admin, login }) => {
    const planned = await planBy(login, warned(["f()"]));
    if ("connection" in planned) throw new Error(JSON.stringify(planned.connection.failure));
    const before = await dumpCatalogue(admin);
    const ended = await runPlan({
      login,
      recipe: warned(["f()", "g()"]),
      fingerprint: planned.fingerprint,
      dry: false,
      accepted: ["foreign-code"],
    });
    expect(ended.state).toBe("changed");
    expect(await dumpCatalogue(admin)).toEqual(before);
  }));
