import { expect, test } from "vitest";
import type { Wanted } from "@/lib/repair/request";
import { targetSchema } from "@/lib/target/schema";
import { withDatabase } from "../../watched/faults/harness";
import { planBy } from "./plan";
import { repairing, undoing } from "./recipe";
import { runPlan } from "./run";

const target = targetSchema.parse({ strategy: "owner" });
const asking = (...checks: string[]): Wanted => ({ kind: "checks", checks });

test("a parameter that needs no restart is set for the whole server, verified, and reset by the undo", () =>
  withDatabase({ major: 17, sql: "CREATE ROLE electric LOGIN REPLICATION" }, async ({ login, admin }) => {
    const recipe = repairing(target, asking("server.wal_keep"), {});
    const { plan, fingerprint } = await planned(recipe);
    expect(plan.steps.map(({ phase, statements }) => [phase, ...statements])).toEqual([
      ["after", expect.stringMatching(/^ALTER SYSTEM SET "max_slot_wal_keep_size" = '/)],
    ]);
    const ended = await runPlan({ login, recipe, fingerprint, dry: false });
    expect(ended.says).toContain("Applied and verified");
    const kept = async () =>
      (await admin.query("SHOW max_slot_wal_keep_size")).rows[0]?.max_slot_wal_keep_size;
    expect(await kept()).not.toBe("-1");
    const back = undoing(target, plan, "run");
    const undone = await runPlan({
      login,
      recipe: back,
      fingerprint: (await planned(back)).fingerprint,
      dry: false,
    });
    expect(undone.state).toBe("applied");
    await expect.poll(kept).toBe("-1");

    async function planned(from: typeof recipe) {
      const made = await planBy(login, from);
      if ("connection" in made) throw new Error("no session");
      return made;
    }
  }));

test("an ordinary role is offered none, and a plan for everything touches no parameter", () =>
  withDatabase(
    { major: 17, sql: "CREATE ROLE plain LOGIN; CREATE ROLE electric LOGIN REPLICATION" },
    async ({ login }) => {
      const asPlain = await planBy(
        { ...login, user: "plain" },
        repairing(target, asking("server.wal_keep"), {}),
      );
      const ready = await planBy(login, repairing(target, { kind: "ready" }, {}));
      if ("connection" in asPlain || "connection" in ready) throw new Error("no session");
      expect(asPlain.plan.steps).toEqual([]);
      expect(ready.plan.steps.flatMap(({ remedy }) => remedy)).not.toContain("server.settings");
    },
  ));
