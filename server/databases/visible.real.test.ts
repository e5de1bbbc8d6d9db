import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { aDatabaseInput } from "@/lib/databases/fixture";
import type { Role } from "@/lib/accounts/roles";
import { readSight } from "../alerts/places";
import { auditFacets } from "../audit/facets";
import { exportEvents } from "../audit/export";
import { listEvents, readEvent } from "../audit/list";
import { system, type Context } from "../context";
import { NotFound } from "../errors";
import { listHealth, readHealth } from "../health/list";
import { readHealthHistory } from "../health/history";
import { readHistory } from "../history/read";
import { listIgnored } from "../ignored/list";
import { stopMonitor } from "../monitor-link";
import { readOverview } from "../overview/read";
import { askPlan } from "../repair/runs/ask-plan";
import { listRuns } from "../repair/runs/list";
import { startTestStore, type TestStore } from "../store/testing";
import { db } from "../store/db";
import { user } from "../store/schema";
import { checkDatabase } from "../visits/check";
import { latestVisit, readVisit } from "../visits/read";
import { addDatabase } from "./create";
import { listDatabases, listNames } from "./list";
import { readDatabase } from "./read";
import { listVisible } from "./visible";

let store: TestStore;
let shop: string;
let bank: string;

const as = (id: string, role: Role): Context => ({ actor: { kind: "user", id, role } });
const everywhere = as("all", "member");
const limited = as("shop", "member");
const viewer = as("view", "viewer");
const admin = as("admin", "admin");

beforeAll(async () => {
  store = await startTestStore();
  vi.stubEnv("DATABASE_URL", store.url);
  vi.stubEnv("HEADROOM_SECRET", "a secret that is long enough for a test");
  const person = (id: string, role: Role, groups: string[]) => ({
    id,
    name: id,
    email: `${id}@x.example`,
    role,
    groups,
  });
  await db()
    .insert(user)
    .values([
      person("all", "member", []),
      person("shop", "member", ["Shop"]),
      person("view", "viewer", ["Shop"]),
      person("admin", "admin", []),
    ]);
  shop = (await addDatabase(admin, { ...aDatabaseInput, name: "orders", group: "Shop" })).id;
  bank = (await addDatabase(admin, { ...aDatabaseInput, name: "ledger", group: "Bank" })).id;
});
afterAll(async () => {
  await stopMonitor();
  vi.unstubAllEnvs();
  await store.stop();
});

const namesOf = (rows: readonly { name: string }[]) => rows.map(({ name }) => name);

describe("lists", () => {
  test.each([
    ["a member of one group", () => limited, ["orders"]],
    ["a member without groups", () => everywhere, ["ledger", "orders"]],
    ["an admin", () => admin, ["ledger", "orders"]],
    ["the program", () => system, ["ledger", "orders"]],
    ["an account that was removed", () => as("gone", "member"), []],
  ])(
    "%s sees the databases of the groups in lists, palette, overview and streams",
    async (_who, of, names) => {
      const ctx = of();
      expect(namesOf(await listDatabases(ctx))).toEqual(names);
      expect(namesOf(await listNames(ctx))).toEqual(names);
      expect(namesOf((await readOverview(ctx)).map(({ database }) => database))).toEqual(names);
      expect(await listVisible(ctx, [shop, bank])).toHaveLength(names.length);
    },
  );

  test.each([
    ["a member of one group", () => limited, [true, false, true, false]],
    ["a member without groups", () => everywhere, [true, true, true, true]],
    ["an admin", () => admin, [true, true, true, true]],
    ["an account that was removed", () => as("gone", "member"), [false, false, false, false]],
  ])("%s sees the alerts of the databases of the groups", async (_who, of, seen) => {
    const sight = await readSight(of());
    const alerts = [[{ id: shop }], [{ id: bank }], [{ id: bank }, { id: shop }], []];
    expect(alerts.map((databases) => sight.any(databases))).toEqual(seen);
  });

  test("a viewer of one group sees its health alone", async () => {
    expect(namesOf(await listHealth(viewer))).toEqual(["orders"]);
  });
});

test("a database outside of the groups is not found, by whatever verb it is read or acted on", async () => {
  const acts: [string, (ctx: Context, id: string) => Promise<unknown>][] = [
    ["readDatabase", (ctx, id) => readDatabase(ctx, id)],
    ["latestVisit", (ctx, id) => latestVisit(ctx, id)],
    ["readVisit", (ctx, id) => readVisit(ctx, id)],
    ["readHistory", (ctx, id) => readHistory(ctx, id, "hour")],
    ["listIgnored", (ctx, id) => listIgnored(ctx, id)],
    ["listRuns", (ctx, id) => listRuns(ctx, id)],
    ["checkDatabase", (ctx, id) => checkDatabase(ctx, id)],
    ["askPlan", (ctx, id) => askPlan(ctx, id, { for: { kind: "ready" } })],
  ];
  for (const [name, act] of acts) await expect(act(limited, bank), name).rejects.toThrow(NotFound);
  await expect(readHealth(viewer, bank)).rejects.toThrow(NotFound);
  await expect(readHealthHistory(viewer, bank, "hour")).rejects.toThrow(NotFound);
  expect(await readDatabase(limited, shop)).toMatchObject({ name: "orders" });
  expect(await readHealthHistory(viewer, shop, "hour")).toMatchObject({ points: [] });
});

test("the audit log, its filters and its copy leave out databases of other groups", async () => {
  const names = async (ctx: Context) =>
    (await listEvents(ctx, {})).events.map(({ database }) => database.name).sort();
  expect(await names(limited)).toEqual(["orders"]);
  expect(await names(everywhere)).toEqual(["ledger", "orders"]);
  expect((await auditFacets(limited)).databases.map(({ name }) => name)).toEqual(["orders"]);
  const copied: string[] = [];
  for await (const page of exportEvents(limited, {}))
    copied.push(...page.map(({ profileName }) => profileName));
  expect(copied).toEqual(["orders"]);
  const hidden = (await listEvents(admin, {})).events.find(({ database }) => database.name === "ledger");
  await expect(readEvent(limited, hidden?.id)).rejects.toThrow(NotFound);
});

test("other groups hold at once, without a new context", async () => {
  await db()
    .update(user)
    .set({ groups: ["Bank"] })
    .where(eq(user.id, "shop"));
  expect(namesOf(await listDatabases(limited))).toEqual(["ledger"]);
  await expect(readDatabase(limited, shop)).rejects.toThrow(NotFound);
  await db()
    .update(user)
    .set({ groups: ["Shop"] })
    .where(eq(user.id, "shop"));
});
