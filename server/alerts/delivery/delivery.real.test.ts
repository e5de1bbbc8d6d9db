import { spawn } from "node:child_process";
import path from "node:path";
import { sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { aDatabaseInput } from "@/lib/databases/fixture";
import type { Database } from "@/lib/databases/database";
import { system } from "../../context";
import { addDatabase } from "../../databases/create";
import { closeStore, db, pointStoreAt } from "../../store/db";
import {
  alertDeliveries,
  alertEpisodes,
  alertEvents,
  alertRules,
  alertServers,
  databases,
} from "../../store/schema";
import { startTestStore, type TestStore } from "../../store/testing";
import { eventually } from "../../testing/eventually";
import { saveRule } from "../rules/save";
import { TestEngine, TestReceiver } from "../testing/engine";
import { handOver } from "./outbox";
import { DeliveryQueue } from "./queue";
import { DeliveryWorker } from "./worker";

let store: TestStore;
let database: Database;
const workers: DeliveryWorker[] = [];
beforeAll(async () => {
  store = await startTestStore();
  vi.stubEnv("DATABASE_URL", store.url);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await store.stop();
});
beforeEach(async () => {
  database = await addDatabase(system, aDatabaseInput);
  await saveRule(system, null, { condition: { kind: "headroom-below", below: "0" } });
});
afterEach(async () => {
  for (const worker of workers.splice(0)) await worker.close();
  for (const table of [alertEpisodes, alertRules, alertServers, databases]) await db().delete(table);
});

function newWorker(receiver: TestReceiver): DeliveryWorker {
  const worker = new DeliveryWorker(receiver.send, 20);
  workers.push(worker);
  worker.start();
  return worker;
}

/** Decides that the database is short, and where `over` that it is no longer; no worker runs in this. */
async function decided({ over = false, channels = ["slack"] } = {}): Promise<void> {
  const engine = new TestEngine(channels.map((id) => ({ id, name: id })));
  await engine.pass(0);
  await engine.sample(database, 84);
  if (over) await engine.sample(database, 0);
  await engine.engine.close();
}

const states = async () => (await db().select().from(alertDeliveries)).map(({ state }) => state).toSorted();

/** Runs a process that dies there, and waits for its death. */
async function killedWhile(what: "handed" | "sending"): Promise<void> {
  const child = spawn(
    process.execPath,
    [path.join("scripts", "run.mjs"), path.join("server", "alerts", "testing", "kill-child.ts"), what],
    { env: process.env, stdio: ["ignore", "ignore", "pipe"] },
  );
  let complained = "";
  child.stderr.on("data", (data: Buffer) => (complained += data.toString()));
  await new Promise((resolve) => child.on("close", resolve));
  expect(complained).toBe("");
}

/** Makes the queue take every job under way for expired, as a minute would. */
const expireJobs = () =>
  db().execute(sql`UPDATE pgboss.job SET started_on = now() - interval '5 minutes' WHERE state = 'active'`);

test("a decision whose process died before any delivery is delivered by the next process, once for each channel", async () => {
  await decided({ channels: ["slack", "mail"] });
  expect(await states()).toEqual(["waiting", "waiting"]);
  const receiver = new TestReceiver();
  newWorker(receiver);
  newWorker(receiver);
  await eventually(async () => expect(await states()).toEqual(["delivered", "delivered"]));
  expect(receiver.got.map(({ channel }) => channel).toSorted()).toEqual(["mail", "slack"]);
});

test("a process that is killed once the outbox is handed over, and one killed while it sends, lose nothing", async () => {
  await decided();
  await killedWhile("handed");
  expect(await states()).toEqual(["queued"]);
  await killedWhile("sending");
  expect(await states()).toEqual(["queued"]);
  await expireJobs();
  const receiver = new TestReceiver();
  newWorker(receiver);
  await eventually(async () => expect(await states()).toEqual(["delivered"]));
  expect(receiver.told).toEqual(["firing 7 short"]);
});

test("the outbox that is handed over by several at once is one job for each delivery", async () => {
  await decided({ channels: ["a", "b", "c"] });
  const queues = [new DeliveryQueue(), new DeliveryQueue(), new DeliveryQueue()];
  const handed = await Promise.all(queues.map((queue) => handOver(queue)));
  expect(handed.reduce((sum, each) => sum + each, 0)).toBe(3);
  for (const queue of queues) await queue.close();
  const receiver = new TestReceiver();
  newWorker(receiver);
  await eventually(async () => expect(await states()).toEqual(["delivered", "delivered", "delivered"]));
  expect(receiver.got).toHaveLength(3);
});

test("a recovery waits for its alert, which is tried again until the channel takes it", async () => {
  await decided({ over: true });
  const receiver = new TestReceiver();
  let refusals = 1;
  receiver.answer = () => (refusals-- > 0 ? { ok: false, says: "HTTP 500", retry: true } : { ok: true });
  newWorker(receiver);
  await eventually(async () => expect(await states()).toEqual(["delivered", "delivered"]));
  expect(receiver.told).toEqual(["firing 7 short", "firing 7 short", "resolved 7 short"]);
  expect(new Set(receiver.got.slice(0, 2).map(({ delivery }) => delivery)).size).toBe(1);
});

test("a channel that refuses for good fails once and says why; the recovery is tried all the same", async () => {
  await decided({ over: true });
  const receiver = new TestReceiver();
  receiver.answer = ({ event }) =>
    event === "firing" ? { ok: false, says: "535 authentication failed", retry: false } : { ok: true };
  newWorker(receiver);
  await eventually(async () => expect(await states()).toEqual(["delivered", "failed"]));
  expect(receiver.told).toEqual(["firing 7 short", "resolved 7 short"]);
  const rows = await db().select().from(alertDeliveries);
  expect(rows.find(({ state }) => state === "failed")?.says).toBe("535 authentication failed");
});

test("a store that is away and comes back loses no delivery and ends no process", async () => {
  await decided();
  await closeStore();
  const away = new URL(store.url);
  // Nothing listens there.
  away.port = "1";
  pointStoreAt(away.href);
  const receiver = new TestReceiver();
  const worker = newWorker(receiver);
  await expect(worker.round()).rejects.toThrow();
  await closeStore();
  pointStoreAt(store.url);
  await eventually(async () => expect(await states()).toEqual(["delivered"]));
  expect(await db().$count(alertEvents)).toBe(1);
});
