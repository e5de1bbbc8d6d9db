import { randomUUID } from "node:crypto";
import { Client } from "pg";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { storePool } from "../store/db";
import { startTestStore, type TestStore } from "../store/testing";
import { takeLeases } from "./lease";
import { LeaseCoordinator } from "./lease-coordinator";
import { ALIVE_MS, giveSignOfLife, outliveSession } from "./life";
import { liveBySession } from "./replica-channel";

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

const open: Client[] = [];
afterEach(async () => {
  for (const client of open.splice(0)) await client.end();
});

/** Gives a replica a session on the store, as if since `seconds`; returns what ends it for the store, too. */
async function sessionOf(id: string, seconds?: number): Promise<() => Promise<void>> {
  const client = new Client({ connectionString: store.url });
  await client.connect();
  open.push(client);
  await liveBySession(client, id);
  if (seconds !== undefined)
    await storePool().query(
      "UPDATE replicas SET wire_since = now() - $2 * interval '1 second' WHERE id = $1",
      [id, seconds],
    );
  const { rows } = await client.query<{ pid: number }>("SELECT pg_backend_pid() AS pid");
  return async () => {
    open.splice(open.indexOf(client), 1);
    await client.end();
    const there = () => storePool().query("SELECT FROM pg_stat_activity WHERE pid = $1", [rows[0]?.pid]);
    await expect.poll(async () => (await there()).rowCount).toBe(0);
  };
}

test("the leases of a replica whose session on the store is gone are free although its signs are not late", async () => {
  const [killed, other] = [await replica(), await replica()];
  const kill = await sessionOf(killed);
  await sessionOf(other, 60);
  await takeLeases(killed, ["a"]);
  expect(await giveSignOfLife(other)).toBe(false);
  await kill();
  expect(await giveSignOfLife(other)).toBe(true);
  expect((await takeLeases(other, ["a"])).mine).toEqual(new Set(["a"]));
});

test("a replica that knows that its session is gone keeps its leases by its signs", async () => {
  const [one, other] = [await replica(), await replica()];
  const end = await sessionOf(one);
  await sessionOf(other, 60);
  await takeLeases(one, ["a"]);
  const rows = async () =>
    (await storePool().query("SELECT wire_pid IS NULL AS without FROM replicas WHERE id = $1", [one])).rows;
  await outliveSession(one);
  expect(await rows()).toEqual([{ without: false }]);
  await end();
  await outliveSession(one);
  expect(await rows()).toEqual([{ without: true }]);
  expect(await giveSignOfLife(other)).toBe(false);
  expect((await takeLeases(other, ["a"])).mine.size).toBe(0);
});

test("a replica whose own session is new judges no other by its session: all are new after the store was away", async () => {
  const [one, other] = [await replica(), await replica()];
  const end = await sessionOf(one);
  await sessionOf(other);
  await takeLeases(one, ["a"]);
  await end();
  expect(await giveSignOfLife(other)).toBe(false);
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
