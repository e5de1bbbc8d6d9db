import { Client } from "pg";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { db, storePool } from "../store/db";
import { startTestStore, type TestStore } from "../store/testing";
import { eventually } from "../testing/eventually";
import { underLock } from "./lock";

let store: TestStore;
beforeAll(async () => {
  store = await startTestStore();
  vi.stubEnv("DATABASE_URL", store.url);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await store.stop();
});

/** Returns work that goes on until it is ended, and how many began it. */
function endless() {
  let end = (): void => {};
  let begun = 0;
  const ended = new Promise<void>((resolve) => (end = resolve));
  const work = () => {
    begun += 1;
    return ended;
  };
  return { work, end: () => end(), begun: () => begun };
}

/** Asks as another replica does, in a session of its own. */
async function isFree(id: string): Promise<boolean> {
  const other = new Client(store.url);
  await other.connect();
  try {
    const { rows } = await other.query("SELECT pg_try_advisory_lock(4172333, hashtext($1)) AS mine", [id]);
    return rows[0].mine;
  } finally {
    await other.end();
  }
}

const ids = (count: number) => Array.from({ length: count }, (_, at) => `database ${at}`);

test("thirty checks that hang leave the store its connections", async () => {
  const { work, end, begun } = endless();
  const runs = ids(30).map((id) => underLock(id, work));
  await eventually(() => expect(begun()).toBe(30));
  // The whole pool but the one connection that has all locks.
  const answers = await Promise.all(
    Array.from({ length: 9 }, () => db().execute("SELECT 1, pg_sleep(0.05)")),
  );
  expect(answers).toHaveLength(9);
  expect(storePool().waitingCount).toBe(0);
  end();
  expect(await Promise.all(runs)).toEqual(ids(30).map(() => true));
  expect(storePool().idleCount).toBe(storePool().totalCount);
});

test("one database is checked once at a time, in this process and beside another, and again afterwards", async () => {
  const { work, end, begun } = endless();
  const first = underLock("a", work);
  await eventually(() => expect(begun()).toBe(1));
  expect(await underLock("a", work)).toBe(false);
  expect([await isFree("a"), await isFree("b")]).toEqual([false, true]);
  end();
  expect(await first).toBe(true);
  expect(await isFree("a")).toBe(true);
  expect(await underLock("a", work)).toBe(true);
  expect(begun()).toBe(2);
});

test("work that fails lets go, and a store that ended the session does not keep the next from its lock", async () => {
  await expect(underLock("c", () => Promise.reject(new Error("it broke")))).rejects.toThrow("it broke");
  expect(await isFree("c")).toBe(true);
  const { work, end, begun } = endless();
  const [held, other] = [underLock("d", work), underLock("e", work)];
  await eventually(() => expect(begun()).toBe(2));
  const keeper = new Client(store.url);
  await keeper.connect();
  await keeper.query(
    "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND classid = 4172333",
  );
  await keeper.end();
  await expect(underLock("f", work)).rejects.toThrow();
  end();
  await Promise.allSettled([held, other]);
  for (const id of ["d", "e", "f"]) expect(await underLock(id, () => Promise.resolve())).toBe(true);
  expect(storePool().idleCount).toBe(storePool().totalCount);
});
