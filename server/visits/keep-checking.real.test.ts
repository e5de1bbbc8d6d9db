import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { aDatabaseInput } from "@/lib/databases/fixture";
import { system } from "../context";
import { addDatabase } from "../databases/create";
import { changeChecks } from "../settings/change-checks";
import { startTestStore, type TestStore } from "../store/testing";
import { withDatabase } from "../watched/faults/harness";
import { SOUND } from "../watched/faults/trial";
import { checkDatabase } from "./check";
import { readCheckTimes } from "./check-times";
import { checkDue } from "./keep-checking";

const HOUR_MS = 3_600_000;
const mine = () => true;

let store: TestStore;
beforeAll(async () => {
  store = await startTestStore();
  vi.stubEnv("DATABASE_URL", store.url);
  vi.stubEnv("HEADROOM_SECRET", "due test secret, long enough to be one");
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await store.stop();
});

test("a database is checked again once its last check run is older than the setting says", () =>
  withDatabase({ sql: SOUND }, async ({ login: { host, port, database, user } }) => {
    const address = { host, port, database, user, password: "any", sslmode: "disable" as const };
    const { id } = await addDatabase(system, { ...aDatabaseInput, ...address });
    const inHours = (hours: number) => Date.now() + hours * HOUR_MS;
    expect(await checkDue(mine, inHours(100)), "never checked").toEqual([]);
    for await (const _event of await checkDatabase(system, id)) continue;
    const first = (await readCheckTimes([id])).get(id) ?? 0;
    expect(await checkDue(mine, inHours(5))).toEqual([]);
    expect(await checkDue(() => false, inHours(7)), "another replica's").toEqual([]);
    expect(await checkDue(mine, inHours(7))).toEqual([id]);
    expect((await readCheckTimes([id])).get(id)).toBeGreaterThan(first);
    await changeChecks(system, { everyHours: 0 });
    expect(await checkDue(mine, inHours(200))).toEqual([]);
    await changeChecks(system, { everyHours: "24" });
    expect(await checkDue(mine, inHours(23))).toEqual([]);
    expect(await checkDue(mine, inHours(25))).toEqual([id]);
    await expect(changeChecks(system, { everyHours: 169 })).rejects.toMatchObject({
      fields: { everyHours: "At most a week, 168 hours." },
    });
  }));
