import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Client } from "pg";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { aPoint } from "@/lib/history/fixture";
import { aDatabaseInput } from "@/lib/databases/fixture";
import { allMetrics } from "@/lib/metrics";
import { headroomOf } from "@/lib/budget/headroom";
import { system, type Context } from "../context";
import { countDelivery, countRequest } from "../counters";
import { DeliveryQueue } from "../alerts/delivery/queue";
import { archiveDatabase } from "../databases/archive";
import { addDatabase } from "../databases/create";
import { freePort, startCluster, type Cluster } from "../embedded/cluster";
import { keepPoints } from "../history/keep";
import { Monitor } from "../monitor/monitor";
import { db } from "../store/db";
import { alertEpisodes, user } from "../store/schema";
import { startTestStore, type TestStore } from "../store/testing";
import { copyCluster } from "../watched/faults/template";
import { silent } from "../watched/testing/listener";
import { checkDatabase } from "../visits/check";
import { DEFAULT_RULES } from "@/lib/alerts/defaults";
import { readMetrics } from "./read";

let store: TestStore;
let cluster: Cluster;
let watched: string;
let monitor: Monitor;
const queue = new DeliveryQueue();
const folder = mkdtempSync(path.join(tmpdir(), "headroom-metrics-"));

const at = (name: string, port: number, group = "") =>
  addDatabase(system, {
    ...aDatabaseInput,
    name,
    group,
    host: "127.0.0.1",
    port,
    database: "postgres",
    user: "postgres",
    sslmode: "disable",
  });

beforeAll(async () => {
  store = await startTestStore();
  vi.stubEnv("DATABASE_URL", store.url);
  vi.stubEnv("HEADROOM_SECRET", "metrics test secret, long enough to be one");
  const options = {
    major: 17,
    dataDir: path.join(folder, "data"),
    port: await freePort(),
    superuser: "postgres",
    settings: { wal_level: "logical", fsync: "off", max_connections: "25", max_slot_wal_keep_size: "1GB" },
  } as const;
  await copyCluster(options, 0);
  cluster = await startCluster(options);
  ({ id: watched } = await at("Orders", cluster.port, "Shop"));
  monitor = new Monitor({ inFlight: 8, spreadMs: 0, store: store.url, answerMs: () => 30_000 });
  globalThis.headroomMonitor = monitor;
  await monitor.start();
  await queue.boss();
});
afterAll(async () => {
  globalThis.headroomMonitor = undefined;
  await queue.close();
  await monitor.close();
  await cluster.stop();
  vi.unstubAllEnvs();
  await store.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Sends one statement to the watched server. */
async function ask(statement: string): Promise<void> {
  const client = new Client({
    host: "127.0.0.1",
    port: cluster.port,
    user: "postgres",
    database: "postgres",
  });
  await client.connect();
  await client.query(statement);
  await client.end();
}

/** Returns the values of one metric by its labels, such as `{state="fresh"}`, for lines that hold a text. */
async function valuesOf(name: string, holding = "", ctx: Context = system): Promise<Map<string, number>> {
  const lines = (await readMetrics(ctx)).split("\n");
  return new Map(
    lines.flatMap((line): [string, number][] => {
      const [, metric, labels = "", value] = /^(\w+)(?:\{(.*)\})? (\S+)$/.exec(line) ?? [];
      return metric === name && labels.includes(holding) ? [[labels, Number(value)]] : [];
    }),
  );
}
const valueOf = async (name: string, holding = "", ctx?: Context): Promise<number | undefined> => {
  const values = [...(await valuesOf(name, holding, ctx)).values()];
  expect(values.length).toBeLessThan(2);
  return values[0];
};
const of = (id: string, rest = "") => `database_id="${id}"${rest}`;

test("a watched database has the numbers of its budget, and the headroom is the one that pages show", async () => {
  await expect.poll(() => valueOf("headroom_database_headroom_connections", of(watched))).toBeDefined();
  const budget = monitor.latest(watched)?.budget ?? null;
  expect(await valueOf("headroom_database_headroom_connections", of(watched))).toBe(headroomOf(budget));
  expect(await valueOf("headroom_database_max_connections", of(watched))).toBe(25);
  const fresh = `database_id="${watched}",database="Orders",group="Shop",state="fresh"`;
  expect((await valuesOf("headroom_database_sample_state", of(watched))).get(fresh)).toBe(1);
  expect(await valueOf("headroom_monitor_servers")).toBe(1);
  expect(await valueOf("headroom_monitor_databases")).toBe(1);
  expect(await valueOf("headroom_samples_total", 'outcome="taken"')).toBeGreaterThan(0);
});

test("no host, port, user or database of a watched server stands in it", async () => {
  const text = await readMetrics(system);
  expect(text).not.toContain("127.0.0.1");
  expect(text).not.toContain(String(cluster.port));
  expect(text).not.toContain("postgres");
});

test("a check run is counted, and its verdict and open checks are there", async () => {
  for await (const _event of await checkDatabase(system, watched)) continue;
  const verdicts = await valuesOf("headroom_database_verdict", of(watched));
  expect([...verdicts.values()].filter((value) => value === 1)).toHaveLength(1);
  expect(
    await valueOf(
      "headroom_database_open_checks",
      of(watched, ',database="Orders",group="Shop",status="fail"'),
    ),
  ).toBeGreaterThan(0);
  expect(await valueOf("headroom_check_runs_total", 'outcome="done"')).toBe(1);
  expect(await valueOf("headroom_check_runs_running")).toBe(0);
  expect(await valueOf("headroom_check_run_duration_seconds_count")).toBe(1);
});

test("the slot's state is there once Electric has made it", async () => {
  expect(await valueOf("headroom_database_slot_exists", of(watched))).toBe(0);
  expect(await valueOf("headroom_database_slot_active", of(watched))).toBeUndefined();
  expect(await valueOf("headroom_database_electric_active", of(watched))).toBeUndefined();
  await ask("SELECT pg_create_logical_replication_slot('electric_slot_default', 'pgoutput')");
  await monitor.changed(watched);
  await expect.poll(() => valueOf("headroom_database_slot_exists", of(watched))).toBe(1);
  expect(await valueOf("headroom_database_electric_active", of(watched))).toBe(0);
  expect(await valueOf("headroom_database_slot_retained_bytes", of(watched))).toBeGreaterThanOrEqual(0);
  expect(await valueOf("headroom_database_slot_safe_wal_bytes", of(watched))).toBeGreaterThan(0);
  const status = await valuesOf("headroom_database_slot_wal_status", of(watched));
  expect([...status].filter(([, value]) => value === 1).map(([labels]) => labels)).toEqual([
    expect.stringContaining('status="reserved"'),
  ]);
});

test("a database that cannot be reached has no numbers and no sample of now", async () => {
  const { id } = await at("Away", await freePort());
  await monitor.changed(id);
  await expect
    .poll(() =>
      valueOf("headroom_database_watch_state", of(id, ',database="Away",group="",state="unreachable"')),
    )
    .toBe(1);
  expect(
    await valueOf("headroom_database_sample_state", of(id, ',database="Away",group="",state="none"')),
  ).toBe(1);
  expect(await valueOf("headroom_database_headroom_connections", of(id))).toBeUndefined();
  expect(
    await valueOf("headroom_database_verdict", of(id, ',database="Away",group="",verdict="not checked"')),
  ).toBe(1);
  expect(await valueOf("headroom_samples_total", 'outcome="failed"')).toBeGreaterThan(0);
});

test("what another replica watches is read from the store, and no scrape dials", async () => {
  const listener = await silent();
  try {
    const { id } = await at("Elsewhere", listener.port);
    globalThis.headroomMonitor = undefined;
    await keepPoints([
      {
        databaseId: id,
        at: new Date(),
        everyMs: 60_000,
        point: { ...aPoint, usable: 40, othersTotal: 30, electricOpen: 0, electricClaimed: 20 },
      },
    ]);
    expect(await valueOf("headroom_database_headroom_connections", of(id))).toBe(-10);
    expect(await valueOf("headroom_database_slot_exists", of(id))).toBeUndefined();
    expect((await valuesOf("headroom_database_watch_state", of(id))).size).toBe(0);
    expect(await valueOf("headroom_monitor_servers")).toBe(0);
    expect(listener.open()).toBe(0);
  } finally {
    globalThis.headroomMonitor = monitor;
    await listener.close();
  }
});

test("a kept sample that is too old is none", async () => {
  const { id } = await at("Old", 1);
  const hour = new Date(Date.now() - 3_600_000);
  await keepPoints([{ databaseId: id, at: hour, everyMs: 60_000, point: aPoint }]);
  expect(
    await valueOf("headroom_database_sample_state", of(id, ',database="Old",group="",state="none"')),
  ).toBe(1);
  expect(await valueOf("headroom_database_usable_connections", of(id))).toBeUndefined();
  expect(await valueOf("headroom_database_sampled_timestamp_seconds", of(id))).toBeCloseTo(
    hour.getTime() / 1000,
    1,
  );
  await archiveDatabase(system, id);
  expect(await valueOf("headroom_database_watched", of(id))).toBeUndefined();
});

test("a person of some groups sees the databases and the alerts of these alone", async () => {
  await db().insert(user).values({ id: "admin", name: "admin", email: "admin@x.example", role: "admin" });
  const admin: Context = { actor: { kind: "user", id: "admin", role: "admin" } };
  const ledger = { ...aDatabaseInput, name: "Ledger", group: "Bank", host: "127.0.0.1", port: 1 };
  const { id: other } = await addDatabase(admin, ledger);
  const rule = DEFAULT_RULES["full"];
  if (rule === undefined) throw new Error("There is no default rule `full`.");
  await db()
    .insert(alertEpisodes)
    .values([
      {
        rule,
        server: "one",
        databases: [{ id: other, name: "Ledger" }],
        figure: "",
        says: "",
        startedAt: new Date(),
      },
      {
        rule,
        server: "two",
        databases: [{ id: other, name: "Ledger" }],
        figure: "",
        says: "",
        startedAt: new Date(),
        endedAt: new Date(),
      },
    ]);
  await db()
    .insert(user)
    .values({ id: "shop", name: "shop", email: "shop@x.example", role: "member", groups: ["Shop"] });
  const limited: Context = { actor: { kind: "user", id: "shop", role: "member" } };
  expect(await valueOf("headroom_alerts_firing", 'kind="full"')).toBe(1);
  expect(await valueOf("headroom_alerts_firing", 'kind="full"', limited)).toBe(0);
  const watchedOnes = await valuesOf("headroom_database_watched", "", limited);
  expect([...watchedOnes.keys()]).toEqual([`database_id="${watched}",database="Orders",group="Shop"`]);
});

test("each declared metric is printed under its name and type, and Node's own beside it", async () => {
  countDelivery("failed");
  countRequest({ method: "GET", target: "/wall/secret", status: 303 });
  const text = await readMetrics(system);
  for (const [name, { help, type }] of allMetrics) {
    expect(text.split(`# TYPE ${name} `)).toHaveLength(2);
    expect(text).toContain(`# HELP ${name} ${help}\n# TYPE ${name} ${type}\n`);
  }
  expect(text).toContain('headroom_http_requests_total{method="GET",route="/wall/[token]",status="3xx"} 1');
  expect(text).not.toContain("secret");
  expect(await valueOf("headroom_queue_jobs", 'state="created"')).toBe(0);
  expect(await valueOf("headroom_alert_deliveries_pending")).toBe(0);
  expect(await valueOf("headroom_audit_chain_entries")).toBe(1);
  expect(await valueOf("headroom_alert_deliveries_total", 'outcome="failed"')).toBe(1);
  expect(await valueOf("process_start_time_seconds")).toBeGreaterThan(0);
  expect(await valueOf("nodejs_eventloop_lag_seconds")).toBeGreaterThanOrEqual(0);
});
