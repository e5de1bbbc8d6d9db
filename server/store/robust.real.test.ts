import { sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { version } from "@/package.json";
import { errorResponse } from "../http/error-response";
import { stallingProxy } from "../watched/testing/stalling";
import { closeStore, db, pointStoreAt, storePool } from "./db";
import { migrateStore } from "./migrate";
import { readiness } from "./ready";
import { startTestStore, type TestStore } from "./testing";
import { newestMigration } from "./versions";

let store: TestStore;
beforeAll(async () => {
  store = await startTestStore();
});
afterAll(async () => {
  await store.stop();
});
afterEach(async () => {
  await closeStore();
  pointStoreAt(store.url);
});

const at = (url: string, change: (url: URL) => void): string => {
  const changed = new URL(url);
  change(changed);
  return changed.href;
};

const nameOf = (url: string) => new URL(url).pathname.slice(1);

/** Asks anew: an answer is good for a second. */
function readinessOf(url: string) {
  globalThis.headroomProbe = undefined;
  return readiness(url);
}

test("the version of the program stands beside every migration that it made", async () => {
  const { rows } = await db().execute(
    sql`SELECT count(*)::int AS count, min(version) AS version FROM drizzle.headroom_versions`,
  );
  const made = await db().execute(sql`SELECT count(*)::int AS count FROM drizzle.__drizzle_migrations`);
  expect(rows).toEqual([{ ...made.rows[0], version }]);
});

test("a store with a newer migration is refused unchanged, with the version that made it and what to do", async () => {
  const newer = newestMigration() + 1_000;
  await db().execute(sql`INSERT INTO drizzle.__drizzle_migrations (hash, created_at) VALUES ('x', ${newer})`);
  const before = await db().execute(sql`SELECT count(*) FROM drizzle.__drizzle_migrations`);
  await expect(migrateStore()).rejects.toThrow(/a newer Headroom \(it did not say its version\)/);
  await db().execute(
    sql`INSERT INTO drizzle.headroom_versions (migration, version) VALUES (${newer}, '9.4.1')`,
  );
  await expect(migrateStore()).rejects.toThrow(
    /was changed by Headroom 9\.4\.1, and this is Headroom .*Start Headroom 9\.4\.1 or a newer one/,
  );
  expect((await db().execute(sql`SELECT count(*) FROM drizzle.__drizzle_migrations`)).rows).toEqual(
    before.rows,
  );
  await db().execute(sql`DELETE FROM drizzle.__drizzle_migrations WHERE created_at = ${newer}`);
  await db().execute(sql`DELETE FROM drizzle.headroom_versions WHERE migration = ${newer}`);
  await migrateStore();
});

test("a change in a read-only store is refused in words that name it, and reading goes on", async () => {
  await db().execute(sql.raw(`ALTER DATABASE ${nameOf(store.url)} SET default_transaction_read_only = on`));
  await closeStore();
  pointStoreAt(store.url);
  try {
    const error = await db()
      .execute(sql`CREATE TABLE refused ()`)
      .catch((refused: unknown) => refused);
    expect(errorResponse(error)).toMatchObject({
      status: 503,
      refusal: { message: expect.stringMatching(/read-only.*DATABASE_URL/) },
    });
    expect((await db().execute(sql`SELECT 1 AS one`)).rows).toEqual([{ one: 1 }]);
    expect(await readinessOf(store.url)).toBe("read-only");
  } finally {
    await db().execute(sql.raw("SET default_transaction_read_only = off"));
    await db().execute(
      sql.raw(
        `BEGIN READ WRITE; ALTER DATABASE ${nameOf(store.url)} RESET default_transaction_read_only; COMMIT`,
      ),
    );
  }
});

test("readiness tells a store that is ready, empty, away and silent apart", async () => {
  expect(await readinessOf(store.url)).toBe("ready");
  await db().execute(sql.raw("CREATE DATABASE empty"));
  expect(await readinessOf(at(store.url, (url) => (url.pathname = "/empty")))).toBe("not migrated");
  expect(await readinessOf(at(store.url, (url) => (url.port = "1")))).toBe("unreachable");
  const proxy = await stallingProxy(Number(new URL(store.url).port));
  proxy.stall();
  expect(await readinessOf(at(store.url, (url) => (url.port = String(proxy.port))))).toBe("no answer");
  // Nothing is left that waits for it.
  await expect.poll(proxy.open).toBe(0);
  await proxy.close();
  await db().execute(sql.raw("DROP DATABASE empty WITH (FORCE)"));
});

test("a hundred that ask at the same time share one connection", async () => {
  const proxy = await stallingProxy(Number(new URL(store.url).port));
  proxy.stall();
  globalThis.headroomProbe = undefined;
  const url = at(store.url, (changed) => (changed.port = String(proxy.port)));
  const answers = Array.from({ length: 100 }, () => readiness(url));
  await expect.poll(proxy.open).toBe(1);
  expect(new Set(await Promise.all(answers))).toEqual(new Set(["no answer"]));
  await proxy.close();
});

test("a store that falls silent under a statement and a transaction is told, and none of its connections is kept", async () => {
  const proxy = await stallingProxy(Number(new URL(store.url).port));
  await closeStore();
  pointStoreAt(at(store.url, (url) => (url.port = String(proxy.port))));
  await db().execute(sql`SELECT 1`);
  const stalled = db().transaction(async (tx) => {
    await tx.execute(sql`SELECT 1`);
    proxy.stall();
    await tx.execute(sql`SELECT 2`);
  });
  const errors = await Promise.all([
    stalled.catch((error: unknown) => error),
    db()
      .execute(sql`SELECT 3`)
      .catch((error: unknown) => error),
  ]);
  for (const error of errors) expect(errorResponse(error)).toMatchObject({ status: 503 });
  expect(storePool().totalCount).toBe(0);
  await proxy.close();
});
