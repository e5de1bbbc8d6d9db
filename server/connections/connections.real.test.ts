import { eq } from "drizzle-orm";
import type { Client } from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { CONFIRMATION } from "@/lib/electric/confirmation";
import { databaseInputSchema, type Database } from "@/lib/databases/database";
import type { Action, Backend } from "@/lib/sample/backend";
import { system, type Context } from "../context";
import { BadInput, NotAllowed, NotFound } from "../errors";
import { errorResponse } from "../http/error-response";
import { addDatabase } from "../databases/create";
import { db } from "../store/db";
import { auditEvents, marks, user } from "../store/schema";
import { startTestStore, type TestStore } from "../store/testing";
import { clusterFor, open, SUPERUSER } from "../watched/faults/clusters";
import { readSlot } from "../watched/faults/replication";
import { GuardedClient } from "../watched/guarded-client";
import type { Ask } from "./ask";
import { listBackends } from "./list";
import { signalBackend } from "./signal";

const admin: Context = { actor: { kind: "user", id: "a", role: "admin" } };
const member: Context = { actor: { kind: "user", id: "m", role: "member" } };

let store: TestStore;
let database: Database;
let port: number;
let watcher: Client;
const opened: Client[] = [];
/** As the session that watches, on a server of the test's own. */
const ask: Ask = (_id, work) => work(new GuardedClient(watcher));

async function connect(role: string): Promise<{ client: Client; pid: number }> {
  const client = await open(port, "postgres", role);
  opened.push(client);
  const { rows } = await client.query<{ pid: number }>("SELECT pg_backend_pid() AS pid");
  return { client, pid: rows[0]?.pid ?? 0 };
}

beforeAll(async () => {
  store = await startTestStore();
  vi.stubEnv("DATABASE_URL", store.url);
  vi.stubEnv("HEADROOM_SECRET", "a secret that is long enough for a test");
  await db()
    .insert(user)
    .values([
      { id: "a", name: "Ada", email: "ada@example.com", role: "admin" },
      { id: "m", name: "Mary", email: "mary@example.com", role: "member" },
    ]);
  ({ port } = await clusterFor(17, {}));
  ({ client: watcher } = await connect(SUPERUSER));
  await watcher.query("CREATE ROLE app LOGIN; CREATE ROLE electric LOGIN REPLICATION");
  await watcher.query("CREATE PUBLICATION electric_publication_default");
  await watcher.query("SELECT pg_create_logical_replication_slot('electric_slot_default', 'pgoutput')");
});
afterAll(async () => {
  for (const client of opened) await client.end().catch(() => {});
  vi.unstubAllEnvs();
  await store.stop();
});
beforeEach(async () => {
  database = await addDatabase(
    system,
    databaseInputSchema.parse({
      name: "Orders",
      host: "127.0.0.1",
      port,
      database: "postgres",
      user: SUPERUSER,
      password: "",
      sslmode: "disable",
      target: {},
    }),
  );
});

const groupOf = (role: string) => ({
  role,
  database: "postgres",
  applicationName: "",
  address: "127.0.0.1",
  state: "idle",
});

/** Returns what an admin is shown of a session. */
async function shown(role: string, pid: number): Promise<Backend> {
  const backend = (await listBackends(admin, database.id, groupOf(role), ask)).find((one) => one.pid === pid);
  if (backend === undefined) throw new Error(`The session ${pid} of ${role} is not listed.`);
  return backend;
}
const signal = (action: Action, seen: unknown, sure?: string) =>
  signalBackend(admin, database.id, { action, seen, sure }, ask);
const audited = async () => {
  const rows = await db()
    .select()
    .from(auditEvents)
    .where(eq(auditEvents.profileRef, database.id))
    .orderBy(auditEvents.id);
  return rows.map(({ userName, databaseId, action, detail }) => ({ userName, databaseId, action, detail }));
};
const marked = async () =>
  (await db().select().from(marks).where(eq(marks.databaseId, database.id))).map(({ text }) => text);

describe("the sessions of a group", () => {
  test("are listed for everybody, and what they run for admins alone", async () => {
    const { client, pid } = await connect("app");
    await client.query("SELECT 'a secret of a customer'");
    expect((await shown("app", pid)).query).toContain("a secret of a customer");
    const seen = await listBackends(member, database.id, groupOf("app"), ask);
    expect(seen.find((backend) => backend.pid === pid)).toMatchObject({ role: "app", query: null });
    expect(JSON.stringify(seen)).not.toContain("secret");
  });

  test("are not listed for what is no group, and of no database", async () => {
    await expect(listBackends(member, database.id, { role: "app" }, ask)).rejects.toThrow(BadInput);
    const gone = "00000000-0000-4000-8000-000000000000";
    await expect(listBackends(member, gone, groupOf("app"), ask)).rejects.toThrow(NotFound);
  });
});

describe("ending a session", () => {
  test("is done, written down and marked on the charts", async () => {
    const { pid } = await connect("app");
    const seen = await shown("app", pid);
    expect(await signal("terminate", seen)).toEqual({ outcome: "done", now: null });
    expect(await audited()).toEqual([
      {
        userName: "Ada",
        databaseId: database.id,
        action: "terminate",
        detail: {
          outcome: "done",
          pid,
          backendStart: seen.backendStart,
          transactionStart: null,
          queryId: null,
          role: "app",
          database: "postgres",
          applicationName: "",
          electric: null,
        },
      },
    ]);
    expect(await marked()).toEqual(["A session was ended: app, by Ada"]);
  });

  test("that was shown under a pid which is another's by now is refused, and that is written down", async () => {
    const { client, pid } = await connect("app");
    const seen = { ...(await shown("app", pid)), backendStart: "2026-01-01T00:00:00.000000Z" };
    expect(await signal("terminate", seen)).toMatchObject({ outcome: "changed", now: { pid } });
    expect((await client.query("SELECT 1")).rowCount).toBe(1);
    expect(await audited()).toMatchObject([{ detail: { outcome: "changed", pid } }]);
    expect(await marked()).toEqual([]);
  });

  test("that left meanwhile is said to have left", async () => {
    const { client, pid } = await connect("app");
    const seen = await shown("app", pid);
    await client.end();
    await expect.poll(async () => (await signal("terminate", seen)).outcome).toBe("gone");
    expect((await audited()).at(-1)).toMatchObject({ detail: { outcome: "gone", pid } });
  });

  test("writes down nothing of what it ran", async () => {
    const { client, pid } = await connect("app");
    await client.query("SELECT 'a secret of a customer'");
    await signal("terminate", await shown("app", pid));
    expect(JSON.stringify(await audited())).not.toContain("secret");
  });

  test("on a session that broke is written down as failed", async () => {
    const broken: Ask = () => Promise.reject(new Error("the session broke"));
    const { pid } = await connect("app");
    const seen = await shown("app", pid);
    const failing = signalBackend(admin, database.id, { action: "terminate", seen }, broken);
    await expect(failing).rejects.toThrow("the session broke");
    expect(await audited()).toMatchObject([{ detail: { outcome: "failed", pid } }]);
  });
});

describe("what is Electric's", () => {
  test("wants a second question for its walsender, which says what will happen", async () => {
    const slot = "electric_slot_default";
    const reader = await readSlot(watcher, { port, database: "postgres", role: "electric", slot });
    const { rows } = await watcher.query<{ pid: number; start: string }>(
      `SELECT s.active_pid AS pid, to_char(a.backend_start AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS start
       FROM pg_replication_slots s JOIN pg_stat_activity a ON a.pid = s.active_pid`,
    );
    const [sender] = rows;
    const seen = {
      pid: sender?.pid,
      role: "electric",
      backendStart: sender?.start,
      transactionStart: null,
      queryStart: null,
      queryId: null,
    };
    const refused = await signal("terminate", seen).catch(errorResponse);
    expect(refused).toMatchObject({
      status: 409,
      refusal: { message: expect.stringContaining("0.15 s"), fields: { sure: CONFIRMATION.walsender } },
    });
    const wrong = await signal("terminate", seen, CONFIRMATION.session).catch(errorResponse);
    expect(wrong).toMatchObject({ status: 409 });
    expect((await watcher.query("SELECT FROM pg_replication_slots WHERE active")).rowCount).toBe(1);
    expect(await signal("terminate", seen, CONFIRMATION.walsender)).toMatchObject({ outcome: "done" });
    expect((await audited()).map(({ detail }) => [detail.outcome, detail.electric])).toEqual([
      ["asked once more", "walsender"],
      ["asked once more", "walsender"],
      ["done", "walsender"],
    ]);
    expect(await marked()).toEqual(["A session was ended: Electric's walsender, by Ada"]);
    await reader.stop().catch(() => {});
  });

  test("wants one for another session of its role", async () => {
    const { pid } = await connect("electric");
    const seen = await shown("electric", pid);
    expect(await signal("terminate", seen).catch(errorResponse)).toMatchObject({
      status: 409,
      refusal: { fields: { sure: CONFIRMATION.session } },
    });
    expect(await signal("terminate", seen, CONFIRMATION.session)).toMatchObject({ outcome: "done" });
  });
});

test("a member ends nothing, nobody is asked, and nothing is written down for what is no backend", async () => {
  const { pid } = await connect("app");
  const input = { action: "terminate", seen: await shown("app", pid) };
  let questions = 0;
  const asked: Ask = (id, work) => {
    questions += 1;
    return ask(id, work);
  };
  await expect(signalBackend(member, database.id, input, asked)).rejects.toThrow(NotAllowed);
  await expect(signalBackend(admin, database.id, { action: "drop", seen: {} }, asked)).rejects.toThrow(
    BadInput,
  );
  expect(questions).toBe(0);
  expect(await audited()).toEqual([]);
});
