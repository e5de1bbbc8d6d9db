import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Client } from "pg";
import { afterAll, beforeAll, beforeEach, afterEach, describe, expect, test } from "vitest";
import type { Live } from "@/lib/live/schema";
import { defaultTarget } from "@/lib/target/schema";
import { system } from "../context";
import { freePort, startCluster, type Cluster, type ClusterOptions } from "../embedded/cluster";
import { changePool } from "../databases/change-pool";
import { archiveDatabase } from "../databases/archive";
import { addDatabase } from "../databases/create";
import { editDatabase } from "../databases/edit";
import { removeDatabase } from "../databases/remove";
import { storePool } from "../store/db";
import { startTestStore, type TestStore } from "../store/testing";
import { copyCluster } from "../watched/faults/template";
import { Monitor } from "./monitor";
import { stopMonitor } from "../monitor-link";

let store: TestStore;
let cluster: Cluster;
let options: ClusterOptions;
let admin: Client;
const folder = mkdtempSync(path.join(tmpdir(), "headroom-monitor-"));
const monitors: Monitor[] = [];

const connect = async (name: string, user = "postgres"): Promise<Client> => {
  const client = new Client({
    host: "127.0.0.1",
    port: cluster.port,
    user,
    database: "postgres",
    application_name: name,
  });
  client.on("error", () => {});
  await client.connect();
  return client;
};

beforeAll(async () => {
  store = await startTestStore();
  options = {
    major: 17,
    dataDir: path.join(folder, "data"),
    port: await freePort(),
    superuser: "postgres",
    settings: { wal_level: "logical", fsync: "off", max_connections: "25" },
  };
  await copyCluster(options, 0);
  cluster = await startCluster(options);
  admin = await connect("admin");
  await admin.query("CREATE ROLE app LOGIN");
});

afterAll(async () => {
  await admin.end().catch(() => {});
  await cluster.stop();
  await store.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Returns the answer of the store. */
async function rows<Row extends object>(query: string): Promise<Row[]> {
  return (await storePool().query<Row>(query)).rows;
}

/** Ends every session with the store, the wire between replicas among them. */
async function interruptStore(): Promise<void> {
  const client = new Client({ connectionString: store.url });
  await client.connect();
  await client.query(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datid IS NOT NULL",
  );
  await client.end();
}

let id: string;

const ordersAt = (port: number) => ({
  name: "Orders",
  host: "127.0.0.1",
  port,
  database: "postgres",
  user: "postgres",
  password: "",
  sslmode: "disable",
  target: defaultTarget,
});

beforeEach(async () => {
  ({ id } = await addDatabase(system, ordersAt(cluster.port)));
});

afterEach(async () => {
  for (const monitor of monitors.splice(0)) await monitor.close();
  globalThis.headroomMonitor = undefined;
  await stopMonitor();
  await removeDatabase(system, id).catch(() => {});
});

/** A replica; verbs of this process tell the first one. */
async function replica(): Promise<Monitor> {
  // A machine that is busy is no server that hangs.
  const made = new Monitor({ inFlight: 8, spreadMs: 0, store: store.url, answerMs: () => 30_000 });
  monitors.push(made);
  globalThis.headroomMonitor ??= made;
  await made.start();
  return made;
}

/** Records the news of a viewer, the latest last. */
function viewer(monitor: Monitor): { heard: Live[]; stop: () => void; latest: () => Live | undefined } {
  const heard: Live[] = [];
  const stop = monitor.watch(id, ({ live }) => void heard.push(live));
  return { heard, stop, latest: () => heard.at(-1) };
}

const ownSessions = async (): Promise<number> => {
  const { rows } = await admin.query<{ count: number }>(
    "SELECT count(*)::int AS count FROM pg_stat_activity WHERE application_name = 'headroom'",
  );
  return rows[0]?.count ?? 0;
};

const othersOf = (live: Live | undefined) => live?.budget?.othersTotal;

describe("watching", () => {
  test("many viewers have one connection, and each hears every sample", async () => {
    const monitor = await replica();
    const viewers = Array.from({ length: 50 }, () => viewer(monitor));
    await expect.poll(() => viewers.every(({ heard }) => heard.length >= 4)).toBe(true);
    expect(await ownSessions()).toBe(1);
    expect(viewers[0]?.latest()).toMatchObject({ state: "sampling", everyMs: 1000, held: true });
    expect(viewers[0]?.latest()?.budget).toMatchObject({ maxConnections: 25, own: 1, othersTotal: 1 });
    for (const { stop } of viewers) stop();
    await expect.poll(ownSessions).toBe(0);
    expect(monitor.latest(id)?.state).toBe("sampling");
  });

  test("a backend that comes and goes is heard of", async () => {
    const { latest, stop } = viewer(await replica());
    await expect.poll(() => othersOf(latest())).toBe(1);
    const one = await connect("somebody", "app");
    await expect.poll(() => othersOf(latest())).toBe(2);
    expect(latest()?.budget?.others).toContainEqual({ label: "somebody", count: 1 });
    await one.end();
    await expect.poll(() => othersOf(latest())).toBe(1);
    stop();
  });

  test("a check has the watcher's place while it visits", async () => {
    const monitor = await replica();
    const { latest, stop } = viewer(monitor);
    await expect.poll(() => latest()?.state).toBe("sampling");
    expect(await ownSessions()).toBe(1);
    expect(await monitor.aside(id, ownSessions)).toBe(0);
    await expect.poll(ownSessions).toBe(1);
    stop();
  });

  test("what is asked goes over the watcher's session", async () => {
    const monitor = await replica();
    const { latest, stop } = viewer(monitor);
    await expect.poll(() => latest()?.state).toBe("sampling");
    const pid = await monitor.ask(id, async (client) => {
      const [rows] = await client.read(["SELECT pg_backend_pid() AS pid"]);
      return rows?.[0]?.pid;
    });
    const { rows } = await admin.query(
      "SELECT pid FROM pg_stat_activity WHERE application_name = 'headroom'",
    );
    expect(rows).toEqual([{ pid }]);
    stop();
  });

  test("a heartbeat is written where a database asks for one, not with each sample, and one that is refused costs no sample", async () => {
    const monitor = await replica();
    const { heard, latest, stop } = viewer(monitor);
    const samples = () => heard.filter(({ state }) => state === "sampling").length;
    const set = (user: string, heartbeat: boolean) =>
      editDatabase(system, id, { ...ordersAt(cluster.port), user, sampling: { heartbeat } });
    const sql = "FUNCTION pg_logical_emit_message(boolean, text, text, boolean)";
    await admin.query("CREATE PUBLICATION beats");
    await admin.query("SELECT pg_create_logical_replication_slot('beats', 'pgoutput')");
    const beats = async () => {
      const { rowCount } = await admin.query(
        `SELECT FROM pg_logical_slot_peek_binary_changes('beats', null, null, 'proto_version', '1',
           'publication_names', 'beats', 'messages', 'true') WHERE position('headroom'::bytea IN data) > 0`,
      );
      return rowCount ?? 0;
    };
    try {
      await expect.poll(samples).toBeGreaterThan(1);
      expect(latest()?.heartbeat).toBeNull();

      await admin.query(`REVOKE EXECUTE ON ${sql} FROM PUBLIC`);
      await set("app", true);
      await expect.poll(() => latest()?.heartbeat?.refused).toMatch(/permission denied/);
      const refused = samples();
      await expect.poll(samples).toBeGreaterThan(refused + 1);
      expect(await beats()).toBe(0);

      await admin.query(`GRANT EXECUTE ON ${sql} TO PUBLIC`);
      await set("app", false);
      await expect.poll(() => latest()?.heartbeat).toBeNull();
      const before = samples();
      await set("app", true);
      await expect.poll(() => latest()?.heartbeat).toMatchObject({ refused: null });
      await expect.poll(samples).toBeGreaterThan(before + 3);
      const written = await beats();
      expect(written).toBeGreaterThan(0);
      expect(written).toBeLessThan(samples() - before);
    } finally {
      stop();
      await admin.query(`GRANT EXECUTE ON ${sql} TO PUBLIC`);
      await admin.query("SELECT pg_drop_replication_slot('beats')");
      await admin.query("DROP PUBLICATION beats");
    }
  });

  test("another pool is reckoned with at once, and stands on the charts", async () => {
    const { latest, stop } = viewer(await replica());
    await expect.poll(() => latest()?.budget?.poolSize).toBe(20);
    await changePool(system, id, { poolSize: 8, instances: 1, pooled: false });
    await expect.poll(() => latest()?.budget?.poolSize).toBe(8);
    const marks = () =>
      rows<{ text: string }>(`SELECT text FROM marks WHERE kind = 'pool' AND profile_id = '${id}'`);
    await expect.poll(marks).toEqual([{ text: "Pool size 20 → 8" }]);
    const points = () =>
      rows<{ count: number }>(`SELECT count(*)::int AS count FROM samples WHERE profile_id = '${id}'`);
    await expect.poll(async () => (await points())[0]?.count).toBeGreaterThan(1);
    stop();
  });

  test("an archived database is left alone", async () => {
    const { latest, stop } = viewer(await replica());
    await expect.poll(() => latest()?.state).toBe("sampling");
    await archiveDatabase(system, id);
    await expect.poll(() => latest()?.state).toBe("off");
    await expect.poll(ownSessions).toBe(0);
    stop();
  });
});

describe("trouble", () => {
  test("a server that crashes is told, and seen again when it is back", async () => {
    const { heard, latest, stop } = viewer(await replica());
    await expect.poll(() => latest()?.state).toBe("sampling");
    process.kill(cluster.pid, "SIGQUIT");
    await cluster.ended;
    await expect.poll(() => latest()?.state).toBe("unreachable");
    expect(latest()).toMatchObject({ held: false, budget: { maxConnections: 25 } });
    expect(latest()?.trouble?.next).not.toBe("");
    cluster = await startCluster(options);
    admin = await connect("admin");
    await expect.poll(() => latest()?.state).toBe("sampling");
    expect(heard.filter(({ state }) => state === "sampling").length).toBeGreaterThan(1);
    stop();
    const kinds = () =>
      rows<{ kind: string }>(`SELECT kind FROM marks WHERE profile_id = '${id}' ORDER BY id`);
    await expect
      .poll(async () => (await kinds()).map(({ kind }) => kind))
      .toEqual(["unreachable", "restart", "back"]);
  });

  test("a full server is an answer, and is asked again gently", async () => {
    // Its one place is given up while it is not viewed, and then no login succeeds.
    await admin.query("ALTER ROLE app CONNECTION LIMIT 1");
    const taken = await connect("taken", "app");
    await rows(`UPDATE profiles SET db_user = 'app' WHERE id = '${id}'`);
    const { latest, stop } = viewer(await replica());
    await expect.poll(() => latest()?.state).toBe("full");
    expect(latest()?.trouble).toMatchObject({ sqlstate: "53300" });
    await taken.end();
    await expect.poll(() => latest()?.state).toBe("sampling");
    stop();
    await admin.query("ALTER ROLE app CONNECTION LIMIT -1");
  });

  test("where Electric would fit but for us, we leave between samples", async () => {
    const others = [await connect("web")];
    const { latest, stop } = viewer(await replica());
    await expect
      .poll(() => latest()?.budget)
      .toMatchObject({ othersTotal: 2, short: 0, electricClaimed: 20 });
    await expect.poll(ownSessions).toBe(0);
    expect(latest()).toMatchObject({ state: "sampling", held: false, everyMs: 2000 });
    stop();
    for (const other of others) await other.end();
  });

  test("a crowd of our own name is not joined", async () => {
    const crowd = [await connect("headroom"), await connect("headroom")];
    const { latest, stop } = viewer(await replica());
    await expect.poll(() => latest()?.state).toBe("crowded");
    await expect.poll(ownSessions).toBe(2);
    stop();
    for (const one of crowd) await one.end();
  });

  test("a store that goes away for a while changes nothing for who looks", async () => {
    const { heard, latest, stop } = viewer(await replica());
    await expect.poll(() => latest()?.state).toBe("sampling");
    await interruptStore();
    const before = heard.length;
    await expect.poll(() => heard.length).toBeGreaterThan(before + 2);
    expect(latest()?.state).toBe("sampling");
    stop();
  });
});

describe("replicas", () => {
  test("two of them sample once, and both hear", async () => {
    const [first, second] = [await replica(), await replica()];
    const [here, there] = [viewer(first), viewer(second)];
    await expect.poll(() => there.latest()?.state).toBe("sampling");
    await expect.poll(() => here.latest()?.sampledAt === there.latest()?.sampledAt).toBe(true);
    expect(await ownSessions()).toBe(1);
    here.stop();
    const before = there.heard.length;
    await expect.poll(() => there.heard.length).toBeGreaterThan(before + 2);
    expect(await ownSessions()).toBe(1);
    there.stop();
  });

  test("one takes over when the other is gone", async () => {
    const [first, second] = [await replica(), await replica()];
    const there = viewer(second);
    await expect.poll(() => there.latest()?.state).toBe("sampling");
    await first.close();
    monitors.splice(monitors.indexOf(first), 1);
    const before = there.latest()?.sampledAt;
    await expect.poll(() => there.latest()?.sampledAt).not.toBe(before);
    there.stop();
  });
});
