import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { aDatabaseInput } from "@/lib/databases/fixture";
import type { Database } from "@/lib/databases/database";
import { system, type Context } from "../context";
import { addDatabase } from "../databases/create";
import { NotAllowed, NotFound } from "../errors";
import type { Running } from "@/lib/running/schema";
import { db } from "../store/db";
import { alertSilences, user } from "../store/schema";
import { startTestStore, type TestStore } from "../store/testing";
import { acknowledgeAlert } from "./episodes/acknowledge";
import { readAlertHistory } from "./history";
import { readAlertCount, readAlerts } from "./read";
import { saveRule } from "./rules/save";
import { muteAlerts, planMaintenance } from "./silences/add";
import { endSilence } from "./silences/end";
import { TestEngine } from "./testing/engine";

const as = (id: string): Context => ({ actor: { kind: "user", id, role: "member" } });
const everywhere = as("all");
const shops = as("shop");

let store: TestStore;
let engine: TestEngine;
let shop: Database;
let bank: Database;
let vault: Database;

beforeAll(async () => {
  store = await startTestStore();
  vi.stubEnv("DATABASE_URL", store.url);
  const person = (id: string, groups: string[]) => ({ id, name: id, email: `${id}@x.example`, groups });
  await db()
    .insert(user)
    .values([person("all", []), person("shop", ["Shop"])]);
  const add = (name: string, group: string, host: string) =>
    addDatabase(system, { ...aDatabaseInput, name, database: name, group, host });
  shop = await add("orders", "Shop", "one.example.com");
  bank = await add("ledger", "Bank", "one.example.com");
  vault = await add("vault", "Bank", "two.example.com");
  await saveRule(system, null, { condition: { kind: "unreachable" } });
  await saveRule(system, null, {
    condition: { kind: "headroom-below", below: "0" },
    scope: { kind: "group", group: "Bank" },
  });
  await saveRule(system, null, {
    condition: { kind: "headroom-below", below: "10" },
    scope: { kind: "databases", ids: [shop.id, vault.id] },
  });
  engine = new TestEngine();
  await engine.pass(0);
  const trouble = { what: "Nothing answers.", why: "", next: "", sql: null, sqlstate: null };
  for (const each of [bank, shop, vault]) await engine.sample(each, 0, { state: "unreachable", trouble });
});
afterAll(async () => {
  await engine.engine.close();
  vi.unstubAllEnvs();
  await store.stop();
});
afterEach(async () => {
  await db().delete(alertSilences);
});

const inAnHour = () => {
  const from = Date.now();
  return {
    kind: "once",
    from: new Date(from).toISOString(),
    until: new Date(from + 3_600_000).toISOString(),
  } as const;
};

test("of an alert about several databases a member with groups sees those of the groups", async () => {
  expect((await readAlerts(everywhere)).firing.map(({ databases }) => databases.length).toSorted()).toEqual([
    1, 2,
  ]);
  const { firing, databases } = await readAlerts(shops);
  expect(firing).toMatchObject([{ databases: [{ id: shop.id, name: "orders" }] }]);
  expect(databases.map(({ name }) => name)).toEqual(["orders"]);
  expect(await readAlertCount(shops)).toMatchObject({ firing: 1 });
  const { alerts } = await readAlertHistory(shops, null);
  expect(alerts.map((alert) => alert.databases.map(({ name }) => name))).toEqual([["orders"]]);
});

test("a member with groups reads no rule, silence or name that is of other groups alone", async () => {
  await planMaintenance(system, { scope: { kind: "group", group: "Bank" }, schedule: inAnHour() });
  await planMaintenance(system, {
    scope: { kind: "databases", ids: [shop.id, vault.id] },
    schedule: inAnHour(),
  });
  expect((await readAlerts(everywhere)).rules).toHaveLength(3);
  const page = await readAlerts(shops);
  expect(page.rules.map(({ where }) => where).toSorted()).toEqual(["every server", "orders"]);
  expect(page.silences).toHaveLength(1);
  const text = JSON.stringify(page);
  for (const hidden of ["Bank", "ledger", "vault", bank.id, vault.id]) expect(text).not.toContain(hidden);
});

test("a member with groups mutes everything of the groups, and nothing else", async () => {
  await muteAlerts(shops, { ruleId: null, server: null, hours: 1 });
  expect((await db().select().from(alertSilences)).map(({ silence }) => silence.scope)).toEqual([
    { kind: "databases", ids: [shop.id] },
  ]);
  const { firing } = await readAlerts(everywhere);
  const server = (name: string) =>
    firing.find(({ databases }) => databases.some((one) => one.name === name))?.server;
  await muteAlerts(shops, { ruleId: null, server: server("orders"), hours: 1 });
  await expect(muteAlerts(shops, { ruleId: null, server: server("vault"), hours: 1 })).rejects.toThrow(
    NotFound,
  );
  await expect(
    acknowledgeAlert(shops, firing.find((one) => one.server === server("vault"))?.id),
  ).rejects.toThrow(NotFound);
});

test("a member with groups ends a mute of the groups, and none of others", async () => {
  await muteAlerts(shops, { ruleId: null, server: null, hours: 1 });
  const [own] = await db().select().from(alertSilences);
  await endSilence(shops, own?.id);
  expect(await db().$count(alertSilences)).toBe(0);
  await muteAlerts(everywhere, { ruleId: null, server: null, hours: 1 });
  const [all] = await db().select().from(alertSilences);
  await expect(endSilence(shops, all?.id)).rejects.toThrow(NotAllowed);
  await endSilence(everywhere, all?.id);
  await planMaintenance(system, { scope: { kind: "group", group: "Bank" }, schedule: inAnHour() });
  const [other] = await db().select().from(alertSilences);
  await expect(endSilence(shops, other?.id)).rejects.toThrow(NotFound);
  expect(await db().$count(alertSilences)).toBe(1);
});

test("an alert about databases of several groups tells each of what was found there", async () => {
  await saveRule(system, null, { condition: { kind: "electric-not-active" } });
  const waits = (database: Database): Running => ({
    state: "waiting",
    version: "1.7.12",
    since: "2026-11-30T13:00:00.000Z",
    checkedAt: "2026-11-30T14:00:00.000Z",
    says: `waits behind a session of ${database.database}`,
    well: false,
    shapes: null,
  });
  for (const each of [bank, shop, bank]) await engine.sample(each, 0, { electric: waits(each) });
  await engine.pass(3_600_000);
  for (const each of [bank, shop]) await engine.sample(each, 0, { electric: waits(each) });
  const isIt = ({ rule }: { rule: string }) => rule === "Electric not active";
  const whole = (await readAlerts(everywhere)).firing.find(isIt);
  expect(whole?.databases.map(({ name }) => name).toSorted()).toEqual(["ledger", "orders"]);
  const part = (await readAlerts(shops)).firing.find(isIt);
  expect(part).toMatchObject({
    databases: [{ id: shop.id, name: "orders" }],
    says: "Electric waits behind a session of orders.",
    act: { path: `/databases/${shop.id}` },
  });
  expect(JSON.stringify(await readAlerts(shops))).not.toContain("ledger");
  expect(JSON.stringify(await readAlertHistory(shops, null))).not.toContain("ledger");
});
