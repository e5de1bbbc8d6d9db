import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { cutting } from "../repair/engine/testing/cut";
import { db, storePool } from "./db";
import { startTestStore, type TestStore } from "./testing";

let store: TestStore;
beforeAll(async () => {
  store = await startTestStore();
});
afterAll(() => store.stop());

const pidOf = sql`SELECT pg_backend_pid() AS pid`;

test("a connection that the store ends in the middle of a transaction fails it, and nothing else", async () => {
  const cut = db().transaction(async (tx) => {
    const { rows } = await tx.execute<{ pid: number }>(pidOf);
    await storePool().query("SELECT pg_terminate_backend($1, 5000)", [rows[0]?.pid]);
    // The driver hears of the end between two statements, when no caller waits for an answer.
    await sleep(100);
    await tx.execute(pidOf);
  });
  await expect(cut).rejects.toThrow();
  const { rows } = await db().execute<{ one: number }>(sql`SELECT 1 AS one`);
  expect(rows).toEqual([{ one: 1 }]);
});

test("transactions that cannot begin give their connections back", async () => {
  // The first statement of a new connection is the pool's own.
  for (let i = 0; i < 12; i += 1)
    await cutting({ at: 2, when: "before" }, async () => {
      await expect(db().transaction((tx) => tx.execute(pidOf))).rejects.toThrow();
    });
  const rows = await db().transaction(async (tx) => (await tx.execute<{ pid: number }>(pidOf)).rows);
  expect(rows).toHaveLength(1);
  expect(storePool().idleCount).toBe(storePool().totalCount);
});

test("a transaction that stands still is ended after half a minute", async () => {
  const { rows } = await db().execute<{ one: string; other: string }>(sql`
    SELECT current_setting('statement_timeout') AS one,
           current_setting('idle_in_transaction_session_timeout') AS other`);
  expect(rows).toEqual([{ one: "8s", other: "30s" }]);
});
