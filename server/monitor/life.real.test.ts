import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { storePool } from "../store/db";
import { startTestStore, type TestStore } from "../store/testing";
import { takeLeases } from "./lease";
import { LeaseCoordinator } from "./lease-coordinator";
import { ALIVE_MS, giveSignOfLife } from "./life";

let store: TestStore;
beforeAll(async () => {
  store = await startTestStore();
});
afterAll(() => store.stop());
afterEach(async () => {
  vi.restoreAllMocks();
  await storePool().query("DELETE FROM server_leases; DELETE FROM replicas");
});

/** A replica that has given its signs for a minute; `gone` of them ended a second ago. */
async function replica({ gone = false } = {}): Promise<string> {
  const id = randomUUID();
  await giveSignOfLife(id);
  await storePool().query(
    `UPDATE replicas SET since = now() - interval '1 minute',
       until = CASE WHEN $2 THEN now() - interval '1 second' ELSE now() + interval '1 minute' END WHERE id = $1`,
    [id, gone],
  );
  return id;
}

test("the leases of a replica that gives no sign of life are free long before they run out", async () => {
  const [gone, other] = [await replica({ gone: true }), await replica()];
  expect((await takeLeases(gone, ["a", "b"])).mine.size).toBe(2);
  expect((await takeLeases(other, ["a", "b"])).mine.size).toBe(0);
  expect(await giveSignOfLife(other)).toBe(true);
  expect((await takeLeases(other, ["a", "b"])).mine).toEqual(new Set(["a", "b"]));
  expect((await takeLeases(gone, ["a", "b"])).mine.size).toBe(0);
  expect(await giveSignOfLife(other)).toBe(false);
});

test("a replica that is back keeps the leases that no other took", async () => {
  const [gone, other] = [await replica({ gone: true }), await replica()];
  await takeLeases(gone, ["a"]);
  expect(await giveSignOfLife(other)).toBe(true);
  expect((await takeLeases(gone, ["a"])).mine).toEqual(new Set(["a"]));
  expect((await takeLeases(other, ["a"])).mine.size).toBe(0);
});

test("a replica whose own signs had a gap frees nothing: the store may have been away from all", async () => {
  const [one, other] = [await replica({ gone: true }), await replica({ gone: true })];
  await takeLeases(one, ["a"]);
  expect(await giveSignOfLife(other)).toBe(false);
  expect((await takeLeases(other, ["a"])).mine.size).toBe(0);
});

test("a replica of an older version, which gives no signs, keeps its leases until they run out", async () => {
  const [older, other] = [randomUUID(), await replica()];
  await takeLeases(older, ["a"]);
  expect(await giveSignOfLife(other)).toBe(false);
  expect((await takeLeases(other, ["a"])).mine.size).toBe(0);
});

test("a process that stood still holds nothing before the store has said so again", async () => {
  const coordinator = new LeaseCoordinator(randomUUID(), {
    leases: () => ["a"],
    looked: () => [],
    databases: () => [],
    onIdentities: () => undefined,
    onLease: () => undefined,
    onWanted: () => undefined,
    onLooked: () => undefined,
    refresh: () => Promise.resolve(),
  });
  try {
    await coordinator.live();
    await coordinator.now();
    await expect.poll(() => coordinator.mine).toEqual(new Set(["a"]));
    const now = performance.now.bind(performance);
    vi.spyOn(performance, "now").mockImplementation(() => now() + 2 * ALIVE_MS);
    expect(coordinator.mine).toEqual(new Set());
    await coordinator.live();
    await expect.poll(() => coordinator.mine).toEqual(new Set(["a"]));
  } finally {
    await coordinator.close();
  }
});
