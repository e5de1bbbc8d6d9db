import path from "node:path";
import { Client } from "pg";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { Context } from "../context";
import { NotAllowed } from "../errors";
import { archiveProfile } from "../profiles/archive";
import { editProfile } from "../profiles/edit";
import { listProfiles } from "../profiles/list";
import { loginOf } from "../profiles/login";
import { readProfile } from "../profiles/read";
import { removeProfile } from "../profiles/remove";
import { startTestStore, type TestStore } from "../store/testing";
import { startSandbox } from "./start";
import { sandboxStatus } from "./status";
import { stopSandbox } from "./stop";

const admin: Context = { actor: { kind: "user", id: "a", role: "admin" } };
const member: Context = { actor: { kind: "user", id: "m", role: "member" } };

let store: TestStore;
beforeAll(async () => {
  store = await startTestStore();
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

test("deleted from the list it comes back as a new profile", async () => {
  const [before] = await listProfiles(member);
  if (before === undefined) throw new Error("There is no profile.");
  await removeProfile(admin, before.id);
  const { id } = await startSandbox(admin);
  expect(id).not.toBe(before.id);
  expect(await listProfiles(member)).toHaveLength(1);
});
