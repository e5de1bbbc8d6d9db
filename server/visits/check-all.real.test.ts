import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { CheckAllEvent } from "@/lib/api/check-all";
import { aDatabaseInput } from "@/lib/databases/fixture";
import { system, type Context } from "../context";
import { archiveDatabase } from "../databases/archive";
import { addDatabase } from "../databases/create";
import { db } from "../store/db";
import { user } from "../store/schema";
import { startTestStore, type TestStore } from "../store/testing";
import { checkAllDatabases } from "./check-all";
import { latestVisit } from "./read";

let store: TestStore;
beforeAll(async () => {
  store = await startTestStore();
  vi.stubEnv("DATABASE_URL", store.url);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await store.stop();
});

async function allOf(events: AsyncIterable<CheckAllEvent>): Promise<CheckAllEvent[]> {
  const read: CheckAllEvent[] = [];
  for await (const event of events) read.push(event);
  return read;
}

test("every database that is not archived is checked once, and who asks meanwhile gets the same progress", async () => {
  // Nothing listens there: each check run ends with a finding, not with an error.
  const add = (name: string) => addDatabase(system, { ...aDatabaseInput, name, host: "127.0.0.1", port: 1 });
  const databases = [];
  for (let number = 0; number < 6; number += 1) databases.push(await add(`database ${number}`));
  const archived = await add("archived");
  await archiveDatabase(system, archived.id);
  const first = await checkAllDatabases(system);
  const joined = await checkAllDatabases(system);
  expect(joined).toBe(first);
  const events = await allOf(first);
  expect(events.map((event) => (event.type === "progress" ? event.done : event.message))).toEqual([
    0, 1, 2, 3, 4, 5, 6,
  ]);
  expect(events.at(-1)).toEqual({ type: "progress", done: 6, failed: 0, total: 6 });
  for (const { id } of databases) expect((await latestVisit(system, id))?.verdict).toBe("not ready");
  expect(await latestVisit(system, archived.id)).toBeNull();
  // It is over: the next one begins anew.
  const next = await checkAllDatabases(system);
  expect(next).not.toBe(first);
  await allOf(next);
});

test("a member with groups who checks all is given no progress of others, and keeps no person from checking all", async () => {
  await db()
    .insert(user)
    .values({ id: "s", name: "Sam", email: "sam@example.com", groups: ["Shop"] });
  const shops: Context = { actor: { kind: "user", id: "s", role: "member" } };
  const add = (name: string, group: string) =>
    addDatabase(system, { ...aDatabaseInput, name, group, host: "127.0.0.1", port: 1 });
  await add("orders", "Shop");
  const bank = await add("ledger", "Bank");
  const [few, all] = [await checkAllDatabases(shops), await checkAllDatabases(system)];
  expect((await allOf(few)).at(-1)).toEqual({ type: "progress", done: 1, failed: 0, total: 1 });
  expect((await allOf(all)).at(-1)).toMatchObject({ type: "progress", failed: 0 });
  expect(await latestVisit(system, bank.id)).not.toBeNull();
});
