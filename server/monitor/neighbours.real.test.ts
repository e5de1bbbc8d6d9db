import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { databaseInputSchema, type Database } from "@/lib/databases/database";
import { archiveDatabase } from "../databases/archive";
import { addDatabase } from "../databases/create";
import { system } from "../context";
import { startTestStore, type TestStore } from "../store/testing";
import { keepIdentity } from "./identity-store";
import { listNeighbours } from "./neighbours";
import { routeOf } from "./server-key";

let store: TestStore;
beforeAll(async () => {
  store = await startTestStore();
  vi.stubEnv("DATABASE_URL", store.url);
  vi.stubEnv("HEADROOM_SECRET", "a secret that is long enough for a test");
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await store.stop();
});

const add = (name: string, host: string, port = 5432): Promise<Database> =>
  addDatabase(
    system,
    databaseInputSchema.parse({
      ...{ name, host, port, database: name, user: "app", password: "x", sslmode: "require", target: {} },
    }),
  );
const tell = (database: Database, key: string, name: string, route = routeOf(database)) =>
  keepIdentity(database.id, { key, route, system: "7", startedAt: "s", database: name, sight: 1 });
const namesOf = async (database: Database) =>
  (await listNeighbours(system, database)).map(({ name, database: own }) => `${name} (${own})`);

test("databases of one server are neighbours by what their logins told, and by their address before that", async () => {
  const orders = await add("orders", "db.example.com");
  const billing = await add("billing", "db.example.com");
  const reports = await add("reports", "10.0.0.7");
  const other = await add("other", "db.example.com", 5433);
  const gone = await add("gone", "db.example.com");
  await archiveDatabase(system, gone.id);
  expect(await namesOf(orders)).toEqual(["billing (billing)"]);
  expect(await namesOf(other)).toEqual([]);

  await tell(orders, "system 7 s", "orders");
  await tell(reports, "system 7 s", "reports_main");
  expect(await namesOf(orders)).toEqual(["billing (billing)", "reports (reports_main)"]);

  await tell(billing, "system 8 s", "billing");
  expect(await namesOf(orders)).toEqual(["reports (reports_main)"]);

  await tell(billing, "system 8 s", "billing", "the address before it was changed");
  expect(await namesOf(orders)).toEqual(["billing (billing)", "reports (reports_main)"]);
});
