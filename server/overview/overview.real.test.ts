import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { aDatabaseInput } from "@/lib/databases/fixture";
import { aPoint } from "@/lib/history/fixture";
import { sameDatabases } from "@/lib/databases/same";
import { sql } from "drizzle-orm";
import { system } from "../context";
import { addDatabase } from "../databases/create";
import { keepIdentity } from "../monitor/identity-store";
import { routeOf } from "../monitor/server-key";
import { stopMonitor } from "../monitor-link";
import { db } from "../store/db";
import { startTestStore, type TestStore } from "../store/testing";
import { readOverview } from "./read";
import { readTrends } from "./trends";

let store: TestStore;
beforeAll(async () => {
  store = await startTestStore();
  vi.stubEnv("DATABASE_URL", store.url);
});
afterAll(async () => {
  await stopMonitor();
  vi.unstubAllEnvs();
  await store.stop();
});

const at = (name: string, host: string, database: string) =>
  addDatabase(system, { ...aDatabaseInput, name, host, database });

test("databases of one server are known by what it told of itself, and one that told nothing by its address", async () => {
  const orders = await at("orders", "one.example.com", "orders");
  const again = await at("again", "10.0.0.1", "orders");
  const beside = await at("beside", "one.example.com", "billing");
  const other = await at("other", "two.example.com", "orders");
  for (const { id, host, port, database, user } of [orders, again])
    await keepIdentity(id, {
      key: "system 7 2026",
      route: routeOf({ host, port, database, user }),
      system: "7",
      startedAt: "2026",
      database: "orders",
      sight: 1,
    });
  const rows = await readOverview(system);
  const serverOf = (id: string) => rows.find(({ database }) => database.id === id)?.server;
  expect(serverOf(again.id)).toBe(serverOf(orders.id));
  expect(serverOf(beside.id)).toBe(serverOf(orders.id));
  expect(serverOf(other.id)).not.toBe(serverOf(orders.id));
  const entries = rows.map(({ database, identity }) => ({ ...database, streamId: "default", identity }));
  expect(sameDatabases(entries).map((group) => group.map(({ name }) => name).sort())).toEqual([
    ["again", "orders"],
  ]);
});

test("the last hour is read by the minute, without what is older or not asked for", async () => {
  const watched = await at("watched", "three.example.com", "shop");
  const quiet = await at("quiet", "four.example.com", "shop");
  for (const minutes of [90, 30, 29])
    await db().execute(sql`
      INSERT INTO sample_minutes (profile_id, at, count, every_ms, average, peak)
      VALUES (${watched.id}, date_trunc('minute', now()) - ${`${minutes} minutes`}::interval, 60, 1000,
        ${JSON.stringify(aPoint)}::jsonb, ${JSON.stringify(aPoint)}::jsonb)`);
  const trends = await readTrends(system, [watched.id, quiet.id]);
  expect(trends).toMatchObject([{ id: watched.id, usable: 22 }]);
  const [first, second] = trends[0]?.points ?? [];
  expect([first?.[1], second?.[1], (second?.[0] ?? 0) - (first?.[0] ?? 0)]).toEqual([11, 11, 1]);
  expect(trends[0]?.points).toHaveLength(2);
});
