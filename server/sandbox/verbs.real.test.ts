import path from "node:path";
import { Client } from "pg";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { listEvents } from "../audit/list";
import type { Context } from "../context";
import { Conflict, NotAllowed } from "../errors";
import { archiveDatabase } from "../databases/archive";
import { editDatabase } from "../databases/edit";
import { listDatabases } from "../databases/list";
import { loginOf } from "../databases/login";
import { readDatabase } from "../databases/read";
import { removeDatabase } from "../databases/remove";
import { db } from "../store/db";
import { user } from "../store/schema";
import { startTestStore, type TestStore } from "../store/testing";
import { setLoad } from "./set-load";
import { standInStatus } from "./stand-in-status";
import { startSandbox } from "./start";
import { startStandIn } from "./start-stand-in";
import { sandboxStatus } from "./status";
import { stopSandbox } from "./stop";
import { stopStandIn } from "./stop-stand-in";

const admin: Context = { actor: { kind: "user", id: "a", role: "admin" } };
const member: Context = { actor: { kind: "user", id: "m", role: "member" } };

let store: TestStore;
beforeAll(async () => {
  store = await startTestStore();
  await db()
    .insert(user)
    .values([
      { id: "a", name: "Ada", email: "ada@example.com", role: "admin" },
      { id: "m", name: "Mary", email: "mary@example.com", role: "member" },
    ]);
  vi.stubEnv("DATABASE_URL", store.url);
  vi.stubEnv("HEADROOM_DATA", path.join(store.folder, "installation"));
  vi.stubEnv("HEADROOM_SECRET", "a secret that is long enough for a test");
});

afterAll(async () => {
  await stopSandbox(admin);
  vi.unstubAllEnvs();
  await store.stop();
});

test("a member sees how it is doing and can neither start nor stop it", async () => {
  expect(sandboxStatus(member)).toBe("stopped");
  await expect(startSandbox(member)).rejects.toThrow(NotAllowed);
  await expect(stopSandbox(member)).rejects.toThrow(NotAllowed);
});

test("two presses at once start one sandbox with one database, whose login works", async () => {
  const [first, second] = await Promise.all([startSandbox(admin), startSandbox(admin)]);
  expect(second).toEqual(first);
  expect(sandboxStatus(member)).toBe("running");
  const databases = await listDatabases(member);
  expect(databases.map(({ id, kind, name }) => ({ id, kind, name }))).toEqual([
    { id: first.id, kind: "sandbox", name: "Sandbox" },
  ]);
  const { host, port, user, password, database } = await loginOf(await readDatabase(member, first.id));
  const client = new Client({
    host,
    port,
    user,
    password: password ?? undefined,
    database,
    ssl: { rejectUnauthorized: false },
  });
  await client.connect();
  const { rows } = await client.query("SELECT current_user AS me");
  await client.end();
  expect(rows).toEqual([{ me: "postgres" }]);
});

test("stopped and started again it keeps its database and what an admin changed in it, archived or not", async () => {
  const [before] = await listDatabases(member);
  if (before === undefined) throw new Error("There is no database.");
  const target = { ...before.target, poolSize: 9 };
  await editDatabase(admin, before.id, { ...before, name: "Playground", password: "", target });
  await stopSandbox(admin);
  expect(sandboxStatus(member)).toBe("stopped");
  await archiveDatabase(admin, before.id);
  expect(await startSandbox(admin)).toEqual({ id: before.id });
  expect(await readDatabase(member, before.id)).toMatchObject({
    name: "Playground",
    port: before.port,
    archivedAt: null,
    target: { poolSize: 9 },
  });
});

test("a member sees how the stand-in and the application are doing, and changes neither", async () => {
  expect(await standInStatus(member)).toEqual({
    running: true,
    targetPoolSize: 9,
    load: "changing",
    loadHeld: expect.any(Number),
    standIn: null,
  });
  await expect(startStandIn(member, {})).rejects.toThrow(NotAllowed);
  await expect(stopStandIn(member)).rejects.toThrow(NotAllowed);
  await expect(setLoad(member, { connections: 3 })).rejects.toThrow(NotAllowed);
});

test("the stand-in takes the pool size that it is given, else the target's at that moment", async () => {
  expect(await startStandIn(admin, { poolSize: "4" })).toMatchObject({ standIn: { poolSize: 4 } });
  expect(await startStandIn(admin, {})).toMatchObject({ standIn: { poolSize: 9, borrowedRole: false } });
  const active = async () => (await standInStatus(member)).standIn?.instances.map(({ phase }) => phase);
  await expect.poll(active).toEqual(["active"]);
  expect(await stopStandIn(admin)).toMatchObject({ standIn: null });
});

test.each([
  ["0", "The pool size is at least 1."],
  ["many", "The pool size is a number of connections."],
  ["101", "The stand-in's pool size is at most 100."],
])("a pool size of %s is refused beside its field", async (poolSize, says) => {
  await expect(startStandIn(admin, { poolSize })).rejects.toMatchObject({ fields: { poolSize: says } });
});

test("the application holds as many connections as it is told, and 6 to 9 again", async () => {
  const [database] = await listDatabases(member);
  if (database === undefined) throw new Error("There is no database.");
  const { host, port, user, password } = await loginOf(database);
  const client = new Client({
    host,
    port,
    user,
    password: password ?? undefined,
    database: "postgres",
    ssl: { rejectUnauthorized: false },
  });
  await client.connect();
  const held = async () =>
    (
      await client.query<{ n: number }>(
        "SELECT count(*)::int AS n FROM pg_stat_activity WHERE usename = 'shop'",
      )
    ).rows[0]?.n;
  for (const connections of [15, 0, 3]) {
    expect(await setLoad(admin, { connections: String(connections) })).toMatchObject({ load: connections });
    await expect.poll(held).toBe(connections);
    await expect.poll(async () => (await standInStatus(member)).loadHeld).toBe(connections);
  }
  expect(await setLoad(admin, { connections: "changing" })).toMatchObject({ load: "changing" });
  await expect.poll(held).toBeGreaterThanOrEqual(6);
  await client.end();
});

test.each([16, -1, 2.5, "some"])(
  "%s connections of the application are refused beside their field",
  async (connections) => {
    await expect(setLoad(admin, { connections })).rejects.toMatchObject({
      fields: { connections: "The application holds 0 to 15 connections, or 6 to 9 that change." },
    });
  },
);

test("without a running sandbox there is nothing to start it on", async () => {
  await stopSandbox(admin);
  await expect(startStandIn(admin, {})).rejects.toThrow(Conflict);
  await expect(setLoad(admin, { connections: 3 })).rejects.toThrow(Conflict);
  expect(await standInStatus(member)).toMatchObject({ running: false, standIn: null });
  await startSandbox(admin);
});

test("deleted from the list it comes back as a new database", async () => {
  const [before] = await listDatabases(member);
  if (before === undefined) throw new Error("There is no database.");
  await removeDatabase(admin, before.id);
  const { id } = await startSandbox(admin);
  expect(id).not.toBe(before.id);
  expect(await listDatabases(member)).toHaveLength(1);
});

test("what was done with the sandbox is in the audit log", async () => {
  const { events } = await listEvents(member, {});
  const done = new Set(events.map(({ action }) => action));
  expect(done).toContain("start the sandbox");
  expect(done).toContain("stop the sandbox");
  expect(done).toContain("start the stand-in");
});
