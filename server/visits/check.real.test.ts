import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { aDatabaseInput } from "@/lib/databases/fixture";
import { system } from "../context";
import { addDatabase } from "../databases/create";
import { startTestStore, type TestStore } from "../store/testing";
import { withDatabase } from "../watched/faults/harness";
import { SOUND } from "../watched/faults/trial";
import { checkDatabase, followCheck, isChecked } from "./check";

let store: TestStore;
beforeAll(async () => {
  store = await startTestStore();
  vi.stubEnv("DATABASE_URL", store.url);
  vi.stubEnv("HEADROOM_SECRET", "check test secret, long enough to be one");
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await store.stop();
});

async function all<Event>(events: AsyncIterable<Event>): Promise<Event[]> {
  const gathered: Event[] = [];
  for await (const event of events) gathered.push(event);
  return gathered;
}

test("a check under way is followed from its first event by a page that comes later, and is over with its last", () =>
  withDatabase({ sql: SOUND }, async ({ login: { host, port, database, user } }) => {
    const input = { ...aDatabaseInput, host, port, database, user, password: "any", sslmode: "disable" };
    const { id } = await addDatabase(system, input);
    expect(await all(await followCheck(system, id))).toEqual([]);

    const started = await checkDatabase(system, id);
    expect(isChecked(system, id)).toBe(true);
    const seen: string[] = [];
    const followed = all(await followCheck(system, id));
    for await (const { type } of started) {
      seen.push(type);
      // A page that is drawn on hearing the last event does not follow the check again.
      expect(isChecked(system, id)).toBe(type !== "done");
    }
    expect(seen.at(-1)).toBe("done");
    expect((await followed).map(({ type }) => type)).toEqual(seen);
    expect(await all(await followCheck(system, id))).toEqual([]);
  }));
