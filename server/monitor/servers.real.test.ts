import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Client } from "pg";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { Live } from "@/lib/live/schema";
import { databaseInputSchema } from "@/lib/databases/database";
import { system } from "../context";
import { freePort, startCluster, type Cluster, type ClusterOptions } from "../embedded/cluster";
import { addDatabase } from "../databases/create";
import { removeDatabase } from "../databases/remove";
import { storePool } from "../store/db";
import { startTestStore, type TestStore } from "../store/testing";
import { copyCluster } from "../watched/faults/template";
import { routingProxy } from "../watched/testing/routing-proxy";
import { Monitor, type MonitorOptions } from "./monitor";

const folder = mkdtempSync(path.join(tmpdir(), "headroom-servers-"));
const monitors: Monitor[] = [];
const ids: string[] = [];
const ends: (() => unknown)[] = [];
let store: TestStore;
let options: ClusterOptions;
let first: Cluster;
/** Started from a copy of the first one's files: it has the same system identifier. */
let copy: Cluster;
let admin: Client;
let copyAdmin: Client;

async function connect(port: number, user = "postgres", database = "postgres"): Promise<Client> {
  const client = new Client({ host: "127.0.0.1", port, user, database, application_name: "admin" });
  client.on("error", () => {});
  await client.connect();
  return client;
}

beforeAll(async () => {
  store = await startTestStore();
  options = {
    major: 17,
    dataDir: path.join(folder, "first"),
    port: await freePort(),
    superuser: "postgres",
    settings: { wal_level: "logical", fsync: "off", max_connections: "40" },
  };
  await copyCluster(options, 0);
  first = await startCluster(options);
  admin = await connect(first.port);
  await admin.query(`
    CREATE ROLE monitor LOGIN IN ROLE pg_monitor;
    CREATE ROLE plain LOGIN;
    CREATE ROLE other LOGIN;
  `);
  for (const name of ["a", "b", "c"]) await admin.query(`CREATE DATABASE ${name}`);
  await admin.query("ALTER DATABASE b CONNECTION LIMIT 7");
  await admin.end();
  await first.stop();
  cpSync(options.dataDir, path.join(folder, "copy"), { recursive: true, preserveTimestamps: true });
  first = await startCluster(options);
  admin = await connect(first.port);
  copy = await startCluster({
    ...options,
    dataDir: path.join(folder, "copy"),
    port: await freePort(),
    settings: { ...options.settings, max_connections: "50" },
  });
  copyAdmin = await connect(copy.port);
});

afterAll(async () => {
  await admin.end().catch(() => {});
  await copyAdmin.end().catch(() => {});
  await first.stop();
  await copy.stop();
  await store.stop();
  rmSync(folder, { recursive: true, force: true });
});

afterEach(async () => {
  for (const monitor of monitors.splice(0)) await monitor.close();
  for (const id of ids.splice(0)) await removeDatabase(system, id).catch(() => {});
  for (const end of ends.splice(0)) await end();
});

/** Adds a watched database to the store. */
async function add(
  user: string,
  database: string,
  at: { host?: string; port?: number } = {},
): Promise<string> {
  const input = databaseInputSchema.parse({
    name: `${database} as ${user}`,
    host: at.host ?? "127.0.0.1",
    port: at.port ?? first.port,
    database,
    user,
    password: "",
    sslmode: "disable",
    target: {},
  });
  const { id } = await addDatabase(system, input);
  ids.push(id);
  return id;
}

async function replica(more: Partial<MonitorOptions> = {}): Promise<Monitor> {
  const made = new Monitor({
    inFlight: 8,
    spreadMs: 0,
    store: store.url,
    answerMs: () => 30_000,
    ...more,
  });
  monitors.push(made);
  await made.start();
  return made;
}

/** Looks at databases; returns the latest that is heard of each. */
function look(monitor: Monitor, looked: readonly string[]): () => (Live | undefined)[] {
  const latest = new Map<string, Live>();
  const stops = looked.map((id) => monitor.watch(id, ({ live }) => void latest.set(id, live)));
  ends.push(() => stops.forEach((stop) => stop()));
  return () => looked.map((id) => latest.get(id));
}

const statesOf = (lives: readonly (Live | undefined)[]) => lives.map((live) => live?.state);
const startsOf = (lives: readonly (Live | undefined)[]) =>
  new Set(lives.map((live) => live?.sample?.serverStartedAt));
const allSampling = (all: () => (Live | undefined)[]) =>
  expect.poll(() => new Set(statesOf(all()))).toEqual(new Set(["sampling"]));

type Own = { user: string; pid: number };

/** Our sessions with a server. */
async function own(server: Client = admin): Promise<Own[]> {
  const { rows } = await server.query<Own>(
    "SELECT usename AS user, pid FROM pg_stat_activity WHERE application_name = 'headroom'",
  );
  return rows;
}

/** Every sample of a while, of how many sessions of ours there are. */
async function most(during: () => Promise<unknown>): Promise<number> {
  let highest = 0;
  let over = false;
  const counting = (async () => {
    while (!over) highest = Math.max(highest, (await own()).length);
  })();
  await during();
  over = true;
  await counting;
  return highest;
}

const keysInStore = async (): Promise<Set<string>> => {
  const { rows } = await storePool().query<{ key: string }>("SELECT key FROM server_identities");
  return new Set(rows.map(({ key }) => key));
};

describe("one session per server", () => {
  test("serves all databases of a server, and never was there a second one", async () => {
    const all = [await add("plain", "a"), await add("monitor", "b"), await add("other", "c")];
    const monitor = await replica();
    const latest = look(monitor, all);
    const highest = await most(async () => {
      await allSampling(latest);
      await expect.poll(async () => (await keysInStore()).size).toBe(1);
      await expect.poll(async () => (await own()).map(({ user }) => user)).toEqual(["monitor"]);
    });
    expect(highest).toBe(1);
    await expect
      .poll(() => latest().map((live) => live?.sample?.database))
      .toMatchObject([
        { name: "a", connectionLimit: null },
        { name: "b", connectionLimit: 7 },
        { name: "c", connectionLimit: null },
      ]);
    await expect.poll(() => latest().map((live) => live?.budget?.own)).toEqual([1, 1, 1]);
    // The login of the second sees all sessions, so that none is hidden from the first's page either.
    await expect.poll(() => latest()[0]?.sample?.activity).toMatchObject({ hidden: 0 });
  });

  test("is handed over where its login fails", async () => {
    const all = [await add("plain", "a"), await add("monitor", "b")];
    const latest = look(await replica(), all);
    await allSampling(latest);
    await expect.poll(async () => (await own()).map(({ user }) => user)).toEqual(["monitor"]);
    await admin.query("ALTER ROLE monitor NOLOGIN");
    ends.push(() => admin.query("ALTER ROLE monitor LOGIN"));
    const [session] = await own();
    await admin.query("SELECT pg_terminate_backend($1, 5000)", [session?.pid]);
    await expect.poll(async () => (await own()).map(({ user }) => user)).toEqual(["plain"]);
    const before = latest()[1]?.sampledAt;
    await expect.poll(() => latest()[1]?.sampledAt).not.toBe(before);
    await allSampling(latest);
  });

  test("is one at two addresses of the server", async () => {
    const all = [await add("monitor", "a"), await add("monitor", "b", { host: "localhost" })];
    const latest = look(await replica(), all);
    await allSampling(latest);
    await expect.poll(async () => (await keysInStore()).size).toBe(1);
    await expect.poll(async () => (await own()).length).toBe(1);
    expect(startsOf(latest()).size).toBe(1);
  });

  test("is one at an address where the identifier may not be read, or not in each of the databases", async () => {
    const closed = "FUNCTION pg_catalog.pg_control_system()";
    const inDatabases = async (names: readonly string[], sql: string) => {
      for (const name of names) {
        const client = await connect(first.port, "postgres", name);
        await client.query(sql);
        await client.end();
      }
    };
    await inDatabases(["a", "b"], `REVOKE EXECUTE ON ${closed} FROM PUBLIC`);
    ends.push(() => inDatabases(["a", "b"], `GRANT EXECUTE ON ${closed} TO PUBLIC`));
    const all = [await add("plain", "a"), await add("other", "b")];
    const monitor = await replica();
    const latest = look(monitor, all);
    await allSampling(latest);
    await expect
      .poll(async () => [...(await keysInStore())])
      .toEqual([expect.stringContaining("address 127.0.0.1")]);
    await expect.poll(async () => (await own()).length).toBe(1);
    all.push(await add("monitor", "c"));
    await monitor.changed(all[2] ?? "");
    await expect.poll(async () => [...(await keysInStore())]).toEqual([expect.stringContaining("system ")]);
    await expect.poll(async () => (await own()).map(({ user }) => user)).toEqual(["monitor"]);
  });

  test("leaves while a check of any database has its place, and comes back", async () => {
    const all = [await add("monitor", "a"), await add("plain", "b")];
    const monitor = await replica();
    const latest = look(monitor, all);
    await allSampling(latest);
    await expect.poll(async () => (await own()).length).toBe(1);
    for (const id of all) expect(await monitor.aside(id, own)).toEqual([]);
    await expect.poll(async () => (await own()).length).toBe(1);
  });

  test("asks with a database's own login what the one that serves may not", async () => {
    const [, plain = ""] = [await add("monitor", "a"), await add("plain", "b")];
    const monitor = await replica();
    const latest = look(monitor, ids);
    await allSampling(latest);
    await expect.poll(async () => (await own()).map(({ user }) => user)).toEqual(["monitor"]);
    const asked = await monitor.ask(
      plain,
      (client) => client.read(["SELECT current_user::text AS user"]),
      ([rows]) => rows?.[0]?.user === "plain",
    );
    expect(asked).toEqual([[{ user: "plain" }]]);
    await expect.poll(async () => (await own()).map(({ user }) => user)).toEqual(["monitor"]);
  });
});

describe("two servers", () => {
  test("with one system identifier are two: one was started from the files of the other", async () => {
    const all = [await add("monitor", "a"), await add("monitor", "a", { port: copy.port })];
    const latest = look(await replica(), all);
    await allSampling(latest);
    await expect.poll(() => latest().map((live) => live?.budget?.maxConnections)).toEqual([40, 50]);
    const keys = await keysInStore();
    expect(new Set([...keys].map((key) => key.split(" ")[1])).size).toBe(1);
    expect(keys.size).toBe(2);
    expect([(await own()).length, (await own(copyAdmin)).length]).toEqual([1, 1]);
  });

  test("behind one address, which the user's name routes, are two", async () => {
    const proxy = await routingProxy((user) => (user === "plain" ? copy.port : first.port));
    ends.push(() => proxy.close());
    const { port } = proxy;
    const all = [
      await add("monitor", "a", { port }),
      await add("plain", "a", { port }),
      await add("other", "b", { port }),
    ];
    const latest = look(await replica(), all);
    await allSampling(latest);
    await expect.poll(() => latest().map((live) => live?.budget?.maxConnections)).toEqual([40, 50, 40]);
    await expect.poll(async () => [(await own()).length, (await own(copyAdmin)).length]).toEqual([1, 1]);
  });

  test("are told apart when the address of one leads to the other by now", async () => {
    let target = first.port;
    const proxy = await routingProxy(() => target);
    ends.push(() => proxy.close());
    const all = [await add("monitor", "a"), await add("plain", "b", { port: proxy.port })];
    const latest = look(await replica({ verifyMs: 100 }), all);
    await allSampling(latest);
    await expect.poll(() => startsOf(latest()).size).toBe(1);
    await expect.poll(async () => (await keysInStore()).size).toBe(1);
    target = copy.port;
    await expect.poll(() => latest().map((live) => live?.budget?.maxConnections)).toEqual([40, 50]);
  });
});

describe("a server", () => {
  test("that was restarted has one session again", async () => {
    const all = [await add("plain", "a"), await add("monitor", "b"), await add("other", "c")];
    const latest = look(await replica(), all);
    await allSampling(latest);
    const [before] = startsOf(latest());
    await admin.end();
    await first.stop();
    await expect.poll(() => new Set(statesOf(latest()))).toEqual(new Set(["unreachable"]));
    first = await startCluster(options);
    admin = await connect(first.port);
    await allSampling(latest);
    await expect.poll(() => [...startsOf(latest())]).toEqual([expect.any(String)]);
    expect(startsOf(latest())).not.toContain(before);
    await expect.poll(async () => (await keysInStore()).size).toBe(1);
    await expect.poll(async () => (await own()).length).toBe(1);
  });

  test("that hangs is told to have given no answer, and its session is given up", async () => {
    const all = [await add("monitor", "a"), await add("plain", "b")];
    const latest = look(await replica({ answerMs: () => 500 }), all);
    await allSampling(latest);
    await expect.poll(async () => (await own()).length).toBe(1);
    const [session] = await own();
    const pids = [first.pid, session?.pid ?? 0];
    for (const pid of pids) process.kill(pid, "SIGSTOP");
    const wake = () => pids.forEach((pid) => process.kill(pid, "SIGCONT"));
    try {
      await expect.poll(() => statesOf(latest())).toEqual(["unreachable", "unreachable"]);
      expect(latest()[0]?.trouble?.what).toContain("no answer for");
      expect(latest()[1]?.held).toBe(false);
    } finally {
      wake();
    }
    await allSampling(latest);
    await expect.poll(async () => (await own()).map(({ pid }) => pid)).not.toContain(session?.pid);
    await expect.poll(async () => (await own()).length).toBe(1);
  });

  test("that has lost a database says so on its page alone", async () => {
    await admin.query("CREATE DATABASE gone");
    const all = [await add("monitor", "a"), await add("plain", "gone")];
    const latest = look(await replica(), all);
    await allSampling(latest);
    await expect.poll(async () => (await own()).map(({ user }) => user)).toEqual(["monitor"]);
    await admin.query("DROP DATABASE gone");
    await expect.poll(() => statesOf(latest())).toEqual(["sampling", "unreachable"]);
    expect(latest()[1]?.trouble?.what).toContain("gone");
  });
});

describe("two replicas", () => {
  test("have one session with a server, and it goes to the one that needs it", async () => {
    const all = [await add("monitor", "a"), await add("plain", "b")];
    const [one, two] = [await replica(), await replica()];
    const [here, there] = [look(one, all), look(two, all)];
    await allSampling(here);
    await allSampling(there);
    await expect.poll(async () => (await keysInStore()).size).toBe(1);
    await expect.poll(async () => (await own()).length).toBe(1);
    for (const replicaOfCheck of [one, two, one])
      expect(await replicaOfCheck.aside(all[1] ?? "", own)).toEqual([]);
    for (const latest of [here, there]) {
      const before = latest()[0]?.sampledAt;
      await expect.poll(() => latest()[0]?.sampledAt).not.toBe(before);
    }
    await expect.poll(async () => (await own()).length).toBe(1);
  });
});
