import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { aDatabaseInput } from "@/lib/databases/fixture";
import { aPoint } from "@/lib/history/fixture";
import type { ShareScope } from "@/lib/wall/link";
import { STEPS } from "@/lib/wall/trend";
import { wallEventSchema, type WallEvent } from "@/lib/wall/schema";
import { parseJson } from "@/lib/text/json";
import { system } from "../context";
import { archiveDatabase } from "../databases/archive";
import { addDatabase } from "../databases/create";
import { stopMonitor } from "../monitor-link";
import { db } from "../store/db";
import { startTestStore, type TestStore } from "../store/testing";
import { eventually } from "../testing/eventually";
import { WallFeed, type Watching } from "./wall-feed";
import { readWallServers, readWallTrends, wallEvent, wallRowsOf } from "./wall-view";

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

const add = (name: string, host: string, group = "") =>
  addDatabase(system, {
    ...aDatabaseInput,
    name,
    host,
    group,
    database: name,
    password: "hunter2-of-the-database",
  });
const link = (scope: ShareScope, allowed = { hosts: false, applications: false }) => ({
  id: "11111111-1111-4111-8111-111111111111",
  name: "Office",
  scope,
  allowed,
  looks: { theme: "system" as const, contrast: "normal" as const },
  expiresAt: new Date(Date.now() + 1_000_000),
});
const namesOf = async (scope: ShareScope) =>
  wallRowsOf(await readWallServers(link(scope)), link(scope), () => null).map(({ name }) => name);

test("a wall shows all, a group or chosen databases by server, without those that are archived", async () => {
  const orders = await add("shop-orders", "one.wall.example.com", "Shop");
  await add("shop-web", "one.wall.example.com", "Shop");
  const mail = await add("mail", "two.wall.example.com");
  const old = await add("old", "three.wall.example.com", "Shop");
  await archiveDatabase(system, old.id);
  expect(await namesOf({ kind: "all" })).toEqual(["mail", "Shop"]);
  expect(await namesOf({ kind: "group", group: "Shop" })).toEqual(["Shop"]);
  expect(await namesOf({ kind: "chosen", ids: [orders.id, mail.id] })).toEqual(["mail", "shop-orders"]);
  expect(await namesOf({ kind: "group", group: "Nobody" })).toEqual([]);
});

test("no host, port, login or password leaves by the wall unless the link allows hosts, and then the host alone", async () => {
  const all = link({ kind: "all" });
  const servers = await readWallServers(all);
  const rows = wallRowsOf(servers, all, () => null);
  const text = JSON.stringify(wallEvent(rows, rows, await readWallTrends(servers)));
  expect(text).not.toMatch(/example\.com|5432|hunter2|electric/i);
  const open = link({ kind: "all" }, { hosts: true, applications: false });
  const shown = JSON.stringify(wallRowsOf(await readWallServers(open), open, () => null));
  expect(shown).toContain("one.wall.example.com:5432");
  expect(shown).not.toMatch(/hunter2/);
});

test("the keys of rows differ from link to link", async () => {
  const keys = async (id: string) =>
    (await readWallServers({ ...link({ kind: "all" }), id })).map(({ key }) => key);
  const [one, other] = [await keys("a"), await keys("b")];
  expect(one.filter((key) => other.includes(key))).toEqual([]);
});

test("the last day is averaged by ten minutes in the store, without what is older", async () => {
  const quiet = await add("trend", "trend.wall.example.com");
  for (const minutes of [1_500, 30, 31])
    await db().execute(sql`
      INSERT INTO sample_minutes (profile_id, at, count, every_ms, average, peak)
      VALUES (${quiet.id}, date_trunc('minute', now()) - ${`${minutes} minutes`}::interval, 60, 1000,
        ${JSON.stringify(aPoint)}::jsonb, ${JSON.stringify(aPoint)}::jsonb)`);
  const servers = await readWallServers(link({ kind: "chosen", ids: [quiet.id] }));
  const trend = (await readWallTrends(servers))[servers[0]?.key ?? ""];
  const { electricOpen, electricClaimed, othersTotal, usable } = aPoint;
  expect(trend?.usable).toBe(usable);
  expect(trend?.claimed).toHaveLength(STEPS);
  const values = trend?.claimed.filter((value) => value !== null) ?? [];
  expect([...new Set(values)]).toEqual([electricOpen + electricClaimed + othersTotal]);
  expect(values.length).toBeLessThanOrEqual(2);
});

test("screens of a link share one watch, hear the whole wall first and then what changed, and end it with the last", async () => {
  const live = await add("live", "live.wall.example.com");
  const viewers = new Map<string, () => void>();
  let sampledAt = "2026-11-30T14:00:00.000Z";
  const ends = vi.fn();
  const watching: Watching = {
    watch: (id, viewer) => {
      viewers.set(id, viewer);
      return () => viewers.delete(id);
    },
    latest: () => ({ state: "sampling", everyMs: 1_000, sampledAt, budget: null }),
  };
  const feed = new WallFeed(link({ kind: "chosen", ids: [live.id] }), watching, ends);
  const heard: Record<"one" | "two", WallEvent[]> = { one: [], two: [] };
  const join = (screen: "one" | "two") =>
    feed.join((text) => heard[screen].push(wallEventSchema.parse(parseJson(text))));
  const [leaveOne, leaveTwo] = [join("one"), join("two")];
  await eventually(() => {
    expect(heard.one[0]?.rows).toMatchObject([{ name: "live", seenAt: sampledAt }]);
    expect(heard.two[0]?.rows).toHaveLength(1);
  });
  expect([...viewers.keys()]).toEqual([live.id]);
  sampledAt = "2026-11-30T14:00:01.000Z";
  viewers.get(live.id)?.();
  await eventually(() => expect(heard.one.at(-1)?.rows).toMatchObject([{ seenAt: sampledAt }]));
  leaveOne();
  expect(viewers.size).toBe(1);
  leaveTwo();
  expect(viewers.size).toBe(0);
  expect(ends).toHaveBeenCalledOnce();
});
