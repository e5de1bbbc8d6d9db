import path from "node:path";
import { afterAll, beforeAll, beforeEach, afterEach, expect, test, vi } from "vitest";
import { STRATEGIES } from "@/lib/target/schema";
import type { Context } from "../context";
import { listDatabases } from "../databases/list";
import { loginOf } from "../databases/login";
import { planOn, planUndoOn } from "../repair/engine/plan";
import { repairing, undoing } from "../repair/engine/recipe";
import { runPlan } from "../repair/engine/run";
import { db } from "../store/db";
import { user } from "../store/schema";
import { startTestStore, type TestStore } from "../store/testing";
import { standInStatus } from "./stand-in-status";
import { startSandbox } from "./start";
import { startStandIn } from "./start-stand-in";
import { stopSandbox } from "./stop";
import { stopStandIn } from "./stop-stand-in";

const admin: Context = { actor: { kind: "user", id: "a", role: "admin" } };
const ready = { kind: "ready" as const };

let store: TestStore;
beforeAll(async () => {
  store = await startTestStore();
  vi.stubEnv("DATABASE_URL", store.url);
  vi.stubEnv("HEADROOM_DATA", path.join(store.folder, "installation"));
  vi.stubEnv("HEADROOM_SECRET", "a secret that is long enough for a test");
  await db().insert(user).values({ id: "a", name: "Ada", email: "ada@example.com", role: "admin" });
  await startSandbox(admin);
});
afterAll(async () => {
  await stopSandbox(admin);
  vi.unstubAllEnvs();
  await store.stop();
});

const phases = async () => (await standInStatus(admin)).standIn?.instances.map(({ phase }) => phase);
beforeEach(async () => {
  await startStandIn(admin, { poolSize: "4" });
  await expect.poll(phases).toEqual(["active"]);
});
afterEach(() => stopStandIn(admin));

test.each(STRATEGIES)(
  "while the stand-in runs, %s is possible, applied and undone, and the stand-in goes on",
  async (strategy) => {
    const [database] = await listDatabases(admin);
    if (database === undefined) throw new Error("There is no database.");
    const login = await loginOf(database);
    const target = { ...database.target, strategy };
    const made = await planOn(login, target, ready, {});
    if ("connection" in made) throw new Error(JSON.stringify(made.connection.failure));
    expect(made.plan.missing).toEqual([]);
    const applied = await runPlan({
      login,
      recipe: repairing(target, ready, {}),
      fingerprint: made.fingerprint,
      dry: false,
    });
    expect(applied.state, applied.says).toBe("applied");
    expect(await phases()).toEqual(["active"]);
    const ran = applied.plan ?? made.plan;
    const back = await planUndoOn(login, target, ran, "run");
    if ("connection" in back) throw new Error(JSON.stringify(back.connection.failure));
    expect(back.plan.missing).toEqual([]);
    const recipe = undoing(target, ran, "run");
    const undone = await runPlan({ login, recipe, fingerprint: back.fingerprint, dry: false });
    expect(undone.state, undone.says).toBe("applied");
    expect(await phases()).toEqual(["active"]);
  },
);
