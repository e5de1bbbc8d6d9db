import { eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { checks } from "@/lib/checks";
import { judgeAll } from "@/lib/checks/judge";
import { aDatabaseInput } from "@/lib/databases/fixture";
import type { Database } from "@/lib/databases/database";
import type { RuleInput } from "@/lib/alerts/rule";
import { snapshotWith } from "@/lib/snapshot/fixture";
import { system, type Context } from "../context";
import { NotAllowed } from "../errors";
import { addDatabase } from "../databases/create";
import { removeDatabase } from "../databases/remove";
import { db } from "../store/db";
import {
  alertDefaults,
  alertDeliveries,
  alertEpisodes,
  alertEvents,
  alertRules,
  alertServers,
  alertSilences,
  alertStates,
  databases,
  marks,
  user,
} from "../store/schema";
import { startTestStore, type TestStore } from "../store/testing";
import { eventually } from "../testing/eventually";
import { recordVisit } from "../visits/record";
import { DeliveryWorker } from "./delivery/worker";
import { acknowledgeAlert } from "./episodes/acknowledge";
import { readAlertCount, readAlerts } from "./read";
import { makeDefaultRules } from "./rules/defaults";

import { removeRule } from "./rules/remove";
import { saveRule } from "./rules/save";
import { muteAlerts } from "./silences/add";
import { TestEngine, TestReceiver } from "./testing/engine";

const admin: Context = { actor: { kind: "user", id: "a", role: "admin" } };
const member: Context = { actor: { kind: "user", id: "a", role: "member" } };
const MINUTE = 60_000;

let store: TestStore;
let database: Database;
const engines: TestEngine[] = [];
const workers: DeliveryWorker[] = [];

beforeAll(async () => {
  store = await startTestStore();
  vi.stubEnv("DATABASE_URL", store.url);
  await db().insert(user).values({ id: "a", name: "Ada", email: "ada@example.com", role: "admin" });
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await store.stop();
});
beforeEach(async () => {
  database = await addDatabase(system, aDatabaseInput);
});
afterEach(async () => {
  for (const { engine } of engines.splice(0)) await engine.close();
  for (const worker of workers.splice(0)) await worker.close();
  for (const table of [
    alertEpisodes,
    alertRules,
    alertServers,
    alertSilences,
    alertDefaults,
    marks,
    databases,
  ])
    await db().delete(table);
});

function newEngine(): TestEngine {
  const engine = new TestEngine();
  engines.push(engine);
  return engine;
}

function newWorker(receiver: TestReceiver): DeliveryWorker {
  const worker = new DeliveryWorker(receiver.send, 20);
  workers.push(worker);
  worker.start();
  return worker;
}

const rule = (input: RuleInput) => saveRule(system, null, input);
const events = async () =>
  (await db().select().from(alertEvents).orderBy(alertEvents.at, alertEvents.sequence)).map(
    ({ kind, message }) => `${kind} ${message.headline}`,
  );
const shortRule: RuleInput = { condition: { kind: "headroom-below", below: "0" } };

test("a default rule fires on a database that is short, is delivered, and is delivered again when it is over", async () => {
  await makeDefaultRules();
  const engine = newEngine();
  const receiver = new TestReceiver();
  newWorker(receiver);
  await engine.pass(0);
  await engine.sample(database, 84);
  expect(await events()).toEqual([]);
  await engine.pass(30_000);
  await engine.sample(database, 84);
  await engine.pass(30_000);
  await engine.sample(database, 84);
  await eventually(() => expect(receiver.told).toEqual(["firing 7 short"]));
  expect(receiver.got[0]).toMatchObject({
    channel: "slack",
    message: {
      sentences: ["20 claimed + 84 others = 104 of 97 usable (100 − 3 reserved)."],
      rule: "Headroom below 0",
      subjects: [{ name: "Orders", url: expect.stringContaining(`/databases/${database.id}`) }],
      action: { label: "Lower a pool", url: expect.stringContaining("/connections") },
    },
  });
  await engine.sample(database, 10);
  await eventually(() => expect(receiver.told).toEqual(["firing 7 short", "resolved 7 short"]));
  expect(receiver.got[1]?.message.alertId).toBe(receiver.got[0]?.message.alertId);
  await eventually(async () =>
    expect((await db().select().from(alertDeliveries)).map(({ state }) => state)).toEqual([
      "delivered",
      "delivered",
    ]),
  );
  expect((await db().select().from(marks).where(eq(marks.kind, "alert"))).map(({ text }) => text)).toEqual([
    "Headroom below 0: 7 short",
    "Headroom below 0: over",
  ]);
});

test("default rules that could not be made at the start are made at the next look of the clock", async () => {
  let tries = 0;
  const engine = new TestEngine([], async () => {
    tries += 1;
    if (tries === 1) throw new Error("The store is away.");
    await makeDefaultRules();
  });
  engines.push(engine);
  await engine.pass(0);
  expect(await db().select().from(alertRules)).toEqual([]);
  await engine.pass(5_000);
  await engine.pass(5_000);
  expect((await db().select().from(alertRules)).length).toBeGreaterThan(5);
  expect(tries).toBe(2);
});

test("several replicas that judge one sample at once decide once", async () => {
  await rule(shortRule);
  const replicas = [newEngine(), newEngine(), newEngine(), newEngine()];
  for (const replica of replicas) await replica.pass(0);
  await Promise.all(replicas.map((replica) => replica.sample(database, 84)));
  expect(await events()).toEqual(["fire 7 short"]);
  await Promise.all(replicas.map((replica) => replica.sample(database, 0)));
  expect(await events()).toEqual(["fire 7 short", "resolve 7 short"]);
});

test("a replica without the lease of a server decides nothing for it", async () => {
  await rule(shortRule);
  const engine = newEngine();
  engine.mine = () => false;
  await engine.pass(0);
  await engine.sample(database, 84);
  expect(await events()).toEqual([]);
});

test("four databases of one server that fall are one message", async () => {
  await rule({ condition: { kind: "unreachable" } });
  const others = [database];
  for (const name of ["b", "c", "d"])
    others.push(await addDatabase(system, { ...aDatabaseInput, name, database: name }));
  const engine = newEngine();
  await engine.pass(0);
  const trouble = { what: "Nothing answers.", why: "", next: "", sql: null, sqlstate: null };
  for (const each of others) await engine.sample(each, 0, { state: "unreachable", trouble });
  expect(await events()).toEqual(["fire Unreachable"]);
  const [episode] = await db().select().from(alertEpisodes);
  expect(episode?.databases).toHaveLength(4);
});

test("no data holds an alert that fires and is no recovery; a rule of its own tells of it", async () => {
  await rule(shortRule);
  await rule({ condition: { kind: "no-data" }, for: "5m" });
  const engine = newEngine();
  await engine.pass(0);
  await engine.sample(database, 84);
  await engine.pass(10 * MINUTE);
  expect(await events()).toEqual(["fire 7 short"]);
  await engine.pass(5 * MINUTE);
  expect(await events()).toEqual(["fire 7 short", "fire No data"]);
  await engine.sample(database, 0);
  expect((await events()).toSorted()).toEqual([
    "fire 7 short",
    "fire No data",
    "resolve 7 short",
    "resolve No data",
  ]);
});

test("one database without data is one alert of its server that names it alone", async () => {
  const neighbour = await addDatabase(system, {
    ...aDatabaseInput,
    name: "neighbour",
    database: "neighbour",
  });
  await rule({ condition: { kind: "no-data" } });
  const engine = newEngine();
  await engine.pass(0);
  await engine.sample(neighbour, 0);
  await engine.sample(database, 0, { budget: null });
  await engine.pass(0);
  expect(await events()).toEqual(["fire No data"]);
  const { firing } = await readAlerts(member);
  expect(firing.map(({ databases: named }) => named.map(({ id }) => id))).toEqual([[database.id]]);
});

test("two limits that are passed at once are one alert of the count", async () => {
  await rule(shortRule);
  await rule({ condition: { kind: "headroom-below", below: "10%" } });
  const engine = newEngine();
  await engine.pass(0);
  await engine.sample(database, 84);
  expect((await readAlerts(member)).firing).toHaveLength(2);
  expect((await readAlertCount(member)).firing).toBe(1);
});

test("of two limits that are both passed the wider one is not told, nor is its end", async () => {
  await rule(shortRule);
  await rule({ condition: { kind: "headroom-below", below: "10%" } });
  const engine = newEngine();
  await engine.pass(0);
  await engine.sample(database, 84);
  expect(await events()).toEqual(["fire 7 short"]);
  await engine.sample(database, 70);
  // 7 of 97 are left: the strict limit is over, the wider one is told now.
  expect((await events()).toSorted()).toEqual(["fire 7 left", "fire 7 short", "resolve 7 short"]);
});

test("a mute holds the message back until it ends, and the alert is there meanwhile", async () => {
  await rule(shortRule);
  const engine = newEngine();
  engine.clock.now = Date.now();
  await muteAlerts(member, { ruleId: null, server: null, hours: 2 });
  await engine.pass(1000);
  await engine.sample(database, 84);
  expect(await events()).toEqual([]);
  expect(await db().$count(alertEpisodes)).toBe(1);
  await engine.pass(120 * MINUTE);
  await engine.sample(database, 84);
  expect(await events()).toEqual(["fire 7 short"]);
});

test("an alert that is acknowledged by name is not reminded of", async () => {
  await rule({ ...shortRule, "minimum-reminder-interval": "5m" });
  const engine = newEngine();
  await engine.pass(0);
  const again = async () => {
    await engine.pass(6 * MINUTE);
    await engine.sample(database, 84);
  };
  await again();
  await again();
  expect(await events()).toEqual(["fire 7 short", "remind 7 short"]);
  const [episode] = await db().select().from(alertEpisodes);
  await acknowledgeAlert(member, episode?.id);
  await acknowledgeAlert(system, episode?.id);
  await again();
  expect((await events()).filter((event) => event.startsWith("remind"))).toHaveLength(1);
  expect(await db().select().from(alertEpisodes)).toMatchObject([{ acknowledgedBy: "Ada", endedAt: null }]);
});

describe("what a rule is about goes away", () => {
  test("with its only database a rule goes, and its alert ends and says so", async () => {
    await rule({ ...shortRule, scope: { kind: "databases", ids: [database.id] } });
    const engine = newEngine();
    await engine.pass(0);
    await engine.sample(database, 84);
    await removeDatabase(system, database.id);
    await engine.pass(1000);
    await engine.pass(1000);
    expect(await events()).toEqual(["fire 7 short", "resolve 7 short"]);
    expect(await db().$count(alertRules)).toBe(0);
    const [episode] = await db().select().from(alertEpisodes);
    expect(episode?.endedBecause).toContain("removed");
  });

  test("a rule that is removed or switched off ends its alerts", async () => {
    const first = await rule(shortRule);
    const engine = newEngine();
    await engine.pass(0);
    await engine.sample(database, 84);
    await expect(removeRule(member, first)).rejects.toThrow(NotAllowed);
    await removeRule(admin, first);
    const second = await rule(shortRule);
    await engine.pass(1000);
    await engine.sample(database, 84);
    await saveRule(system, second, { ...shortRule, enabled: false });
    await engine.pass(1000);
    await engine.sample(database, 84);
    expect(await db().select().from(alertEpisodes).orderBy(alertEpisodes.startedAt)).toMatchObject([
      { endedBecause: "The rule was removed." },
      { endedBecause: "The rule was switched off." },
    ]);
    expect(await db().$count(alertStates)).toBe(0);
  });

  test("a default rule that was removed does not come back with the next start", async () => {
    await makeDefaultRules();
    const before = await db().$count(alertRules);
    const [one] = await db().select().from(alertRules);
    await removeRule(admin, one?.id);
    await Promise.all([makeDefaultRules(), makeDefaultRules()]);
    expect(await db().$count(alertRules)).toBe(before - 1);
  });
});

test("a check run with a worse verdict fires, and one that finds the publication changed says what", async () => {
  await rule({ condition: { kind: "verdict-worse" } });
  await rule({ condition: { kind: "replication-changed" } });
  const engine = newEngine();
  await engine.pass(0);
  let minute = 0;
  const check = async (change: Parameters<typeof snapshotWith>[0]) => {
    const snapshot = snapshotWith(change);
    snapshot.takenAt = new Date(engine.clock.now + ++minute * MINUTE).toISOString();
    await recordVisit(system, database, snapshot, judgeAll(checks, snapshot, database.target));
    engine.engine.onCheck(database, snapshot);
    await engine.engine.idle();
  };
  await check(() => undefined);
  expect(await events()).toEqual([]);
  await check(({ publication }) => {
    if (publication) publication.publishes.truncate = false;
  });
  expect((await events()).toSorted()).toEqual(["fire Changed", "fire Not ready"]);
  const [changed] = await db().select().from(alertEpisodes).where(eq(alertEpisodes.figure, "Changed"));
  expect(changed?.says).toBe("It no longer publishes truncate.");
  await check(() => undefined);
  expect((await events()).filter((event) => event.startsWith("resolve"))).toEqual(["resolve Not ready"]);
});
