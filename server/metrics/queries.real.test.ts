import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { sql } from "drizzle-orm";
import { aDatabaseInput } from "@/lib/databases/fixture";
import { system } from "../context";
import { addDatabase } from "../databases/create";
import { db, storePool } from "../store/db";
import { startTestStore, type TestStore } from "../store/testing";
import { readMetrics } from "./read";

let store: TestStore;
beforeAll(async () => {
  store = await startTestStore();
  vi.stubEnv("DATABASE_URL", store.url);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await store.stop();
});

/** Returns the statements that one scrape sends to the store. No monitor and no queue of this process sends any beside. */
async function queries(): Promise<number> {
  const asked = vi.spyOn(storePool(), "query");
  await readMetrics(system);
  const { length } = asked.mock.calls;
  asked.mockRestore();
  return length;
}

test("a scrape of a thousand databases sends as many statements as one of a single database", async () => {
  const { id } = await addDatabase(system, aDatabaseInput);
  const before = await queries();
  expect(before).toBeGreaterThan(3);
  await db().execute(sql`
    INSERT INTO profiles (name, host, port, database, db_user, sslmode, target)
    SELECT 'More ' || number, host, port, database, db_user, sslmode, target
    FROM profiles CROSS JOIN generate_series(1, 999) AS number WHERE id = ${id}`);
  expect(await queries()).toBe(before);
  const lines = (await readMetrics(system)).split("\n");
  expect(lines.filter((line) => line.startsWith("headroom_database_watched{"))).toHaveLength(1_000);
});
