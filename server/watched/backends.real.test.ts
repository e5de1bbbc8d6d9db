import type { Client } from "pg";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { fallback } from "@/lib/log/unlogged";
import type { Backend } from "@/lib/sample/backend";
import { eventually } from "@/server/testing/eventually";
import { listBackends, signalBackend } from "./backends";
import { clusterFor, open, SUPERUSER } from "./faults/clusters";
import { GuardedClient } from "./guarded-client";

const APPLICATION = `o'clock "$$" \\`;

describe.each([14, 16, 18] as const)("backends on Postgres %i", (major) => {
  let port: number;
  let admin: Client;
  const opened: Client[] = [];
  const connect = async (user: string) => {
    const client = await open(port, "postgres", user);
    opened.push(client);
    return client;
  };

  beforeAll(async () => {
    ({ port } = await clusterFor(major, {}));
    admin = await open(port, "postgres", SUPERUSER);
    await admin.query(
      "CREATE ROLE app LOGIN; CREATE ROLE plain LOGIN; CREATE ROLE monitor LOGIN; GRANT pg_monitor TO monitor",
    );
  });
  afterEach(async () => {
    for (const client of opened.splice(0)) await client.end().catch(() => {});
    // A query that runs on would be seen by the next test.
    await admin.query("SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE usename = 'app'");
  });
  afterAll(() => admin.end());

  /** Returns a session of the application with a hostile name, in a transaction whose last query has ended. */
  async function busy(sql = "SELECT 1"): Promise<Client> {
    const client = await connect("app");
    await client.query(`SELECT set_config('application_name', $1, false)`, [APPLICATION]);
    await client.query("BEGIN");
    await client.query(sql);
    return client;
  }

  /** Begins a query that runs on until the test ends its session. */
  const runOn = (client: Client) =>
    void client.query("SELECT pg_sleep(3600)").catch(fallback(undefined, "the test ends it"));

  const group = (state: string) => ({
    role: "app",
    database: "postgres",
    applicationName: APPLICATION,
    address: "127.0.0.1",
    state,
  });

  /** Returns the one backend of the application once it is in that state. */
  const seen = (client: Client, state: string): Promise<Backend> =>
    eventually(async () => {
      const [backend, ...others] = await listBackends(new GuardedClient(client), group(state));
      if (backend === undefined || others.length > 0) throw new Error(`Not one is listed as ${state}.`);
      return backend;
    });

  test("are listed with what guards them, by a hostile name", async () => {
    await busy("SELECT 'secret'");
    const backend = await seen(admin, "idle in transaction");
    expect(backend).toMatchObject({
      role: "app",
      applicationName: APPLICATION,
      query: "SELECT 'secret'",
      own: false,
    });
    expect(backend.backendStart).toMatch(/^\d{4}-.*\.\d{6}Z$/);
    expect(backend.transactionMs).not.toBeNull();
  });

  test("a running query is cancelled, and the session stays", async () => {
    runOn(await busy());
    const backend = await seen(admin, "active");
    expect(await signalBackend(new GuardedClient(admin), "cancel", backend)).toMatchObject({
      outcome: "done",
      now: { pid: backend.pid, backendStart: backend.backendStart },
    });
  });

  test("a query that was followed by another is left alone", async () => {
    const client = await busy("SELECT pg_sleep(0)");
    const before = await seen(admin, "idle in transaction");
    runOn(client);
    await seen(admin, "active");
    expect(await signalBackend(new GuardedClient(admin), "cancel", before)).toMatchObject({
      outcome: "changed",
      now: { state: "active" },
    });
  });

  test("a transaction is ended only while it is that one", async () => {
    const client = await busy();
    const before = await seen(admin, "idle in transaction");
    await client.query("COMMIT");
    await client.query("BEGIN");
    expect((await signalBackend(new GuardedClient(admin), "end transaction", before)).outcome).toBe(
      "changed",
    );
    const now = await seen(admin, "idle in transaction");
    expect(await signalBackend(new GuardedClient(admin), "end transaction", now)).toEqual({
      outcome: "done",
      now: null,
    });
  });

  test("a recycled pid is refused, one that left is gone, and we never end ourselves", async () => {
    await busy();
    const backend = await seen(admin, "idle in transaction");
    const recycled = { ...backend, backendStart: "2020-01-01T00:00:00.000000Z" };
    expect((await signalBackend(new GuardedClient(admin), "terminate", recycled)).outcome).toBe("changed");
    expect((await signalBackend(new GuardedClient(admin), "terminate", backend)).outcome).toBe("done");
    expect(await signalBackend(new GuardedClient(admin), "terminate", backend)).toEqual({
      outcome: "gone",
      now: null,
    });
    const { rows } = await admin.query<{ pid: number }>("SELECT pg_backend_pid() AS pid");
    const own = { ...backend, pid: rows[0]?.pid ?? 0, backendStart: null };
    expect((await signalBackend(new GuardedClient(admin), "terminate", own)).outcome).toBe("changed");
  });

  test("a role without the right is told so, and its session goes on", async () => {
    await busy();
    const monitor = await connect("monitor");
    const backend = await seen(monitor, "idle in transaction");
    expect(await signalBackend(new GuardedClient(monitor), "terminate", backend)).toMatchObject({
      outcome: "not allowed",
      now: { pid: backend.pid },
    });
    expect(await listBackends(new GuardedClient(monitor), group("idle in transaction"))).toHaveLength(1);
  });

  test("what a role may not see it can only list, without details", async () => {
    await busy();
    const plain = await connect("plain");
    const hidden = { ...group(""), address: "" };
    await expect.poll(async () => (await listBackends(new GuardedClient(plain), hidden)).length).toBe(1);
    expect((await listBackends(new GuardedClient(plain), hidden))[0]).toMatchObject({
      backendStart: null,
      transactionStart: null,
      state: "",
    });
  });
});
