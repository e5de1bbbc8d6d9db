import path from "node:path";
import { Client } from "pg";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { listEvents } from "../audit/list";
import type { Context } from "../context";
import { Conflict, NotAllowed } from "../errors";
import { archiveProfile } from "../databases/archive";
import { editProfile } from "../databases/edit";
import { listProfiles } from "../databases/list";
import { loginOf } from "../databases/login";
import { readProfile } from "../databases/read";
import { removeProfile } from "../databases/remove";
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
  await db().insert(user).values({ id: "a", name: "Ada", email: "ada@example.com", role: "admin" });
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

test("two presses at once start one sandbox with one profile, whose login works", async () => {
  const [first, second] = await Promise.all([startSandbox(admin), startSandbox(admin)]);
  expect(second).toEqual(first);
  expect(sandboxStatus(member)).toBe("running");
  const profiles = await listProfiles(member);
  expect(profiles.map(({ id, kind, name }) => ({ id, kind, name }))).toEqual([
    { id: first.id, kind: "sandbox", name: "Sandbox" },
  ]);
  const { host, port, user, password, database } = await loginOf(await readProfile(member, first.id));
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

test("stopped and started again it keeps its profile and what an admin changed in it, archived or not", async () => {
  const [before] = await listProfiles(member);
  if (before === undefined) throw new Error("There is no profile.");
  const target = { ...before.target, poolSize: 9 };
  await editProfile(admin, before.id, { ...before, name: "Playground", password: "", target });
  await stopSandbox(admin);
  expect(sandboxStatus(member)).toBe("stopped");
  await archiveProfile(admin, before.id);
  expect(await startSandbox(admin)).toEqual({ id: before.id });
  expect(await readProfile(member, before.id)).toMatchObject({
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
  const [profile] = await listProfiles(member);
  if (profile === undefined) throw new Error("There is no profile.");
  const { host, port, user, password } = await loginOf(profile);
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

test("deleted from the list it comes back as a new profile", async () => {
  const [before] = await listProfiles(member);
  if (before === undefined) throw new Error("There is no profile.");
  await removeProfile(admin, before.id);
  const { id } = await startSandbox(admin);
  expect(id).not.toBe(before.id);
  expect(await listProfiles(member)).toHaveLength(1);
});

test("what was done with the sandbox is in the audit log", async () => {
  const { events } = await listEvents(member, {});
  const done = new Set(events.map(({ action }) => action));
  expect(done).toContain("start the sandbox");
  expect(done).toContain("stop the sandbox");
  expect(done).toContain("start the stand-in");
});
