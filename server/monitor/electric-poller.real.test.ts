import { createServer } from "node:http";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { defaultTarget } from "@/lib/target/schema";
import { system } from "../context";
import { addDatabase } from "../databases/create";
import { freePort, startCluster, type Cluster, type ClusterOptions } from "../embedded/cluster";
import { storePool } from "../store/db";
import { startTestStore, type TestStore } from "../store/testing";
import { copyCluster } from "../watched/faults/template";
import { listening, type Listener } from "../watched/testing/listener";
import { stopMonitor } from "../monitor-link";
import { Monitor } from "./monitor";

const folder = mkdtempSync(path.join(tmpdir(), "headroom-electric-"));
let store: TestStore;
let cluster: Cluster;
let electric: Listener;
let answer = { code: 202, status: "starting", version: "1.7.12", shapes: 3 };

beforeAll(async () => {
  store = await startTestStore();
  const options: ClusterOptions = {
    major: 17,
    dataDir: path.join(folder, "data"),
    port: await freePort(),
    superuser: "postgres",
    settings: { wal_level: "logical", fsync: "off", max_connections: "25" },
  };
  await copyCluster(options, 0);
  cluster = await startCluster(options);
  electric = await listening(
    createServer((request, response) => {
      const { code, status, version, shapes } = answer;
      const isMetrics = request.url === "/metrics";
      response.writeHead(isMetrics ? 200 : code, { "electric-server": `ElectricSQL/${version}` });
      response.end(isMetrics ? `electric_shapes_total_shapes_count ${shapes}\n` : JSON.stringify({ status }));
    }),
  );
});

afterAll(async () => {
  await stopMonitor();
  await electric.close();
  await cluster.stop();
  await store.stop();
  rmSync(folder, { recursive: true, force: true });
});

test("a running Electric is polled while it is watched: viewers hear its state with the cause, and charts get its changes", async () => {
  const base = `http://127.0.0.1:${electric.port}`;
  const { id } = await addDatabase(system, {
    name: "Orders",
    host: "127.0.0.1",
    port: cluster.port,
    database: "postgres",
    user: "postgres",
    password: "",
    sslmode: "disable",
    target: { ...defaultTarget, electricUrl: base, electricMetricsUrl: base },
  });
  const monitor = new Monitor({
    inFlight: 8,
    spreadMs: 0,
    store: store.url,
    answerMs: () => 30_000,
    electricEveryMs: { looked: 100, unseen: 100 },
  });
  globalThis.headroomMonitor = monitor;
  await monitor.start();
  const stop = monitor.watch(id, () => undefined);
  const running = () => monitor.latest(id)?.electric;
  await expect.poll(running).toMatchObject({ state: "starting", version: "1.7.12", shapes: 3 });
  await expect.poll(() => running()?.says).toMatch(/^starting: \d+ of 20 connections open$/);
  answer = { code: 200, status: "active", version: "1.8.1", shapes: 3 };
  await expect.poll(running).toMatchObject({
    state: "active",
    version: "1.8.1",
    well: false,
    says: "active, but this server has no slot electric_slot_default: its address may belong to another database",
  });
  answer = { ...answer, shapes: 0 };
  await expect.poll(() => running()?.shapes).toBe(0);
  await expect
    .poll(async () => {
      const { rows } = await storePool().query<{ text: string }>(
        "SELECT text FROM marks WHERE kind = 'electric' ORDER BY id",
      );
      return rows.map(({ text }) => text);
    })
    .toEqual(["Electric 1.7.12 → 1.8.1, Electric starting → active", "Electric dropped its shapes (3 → 0)"]);
  stop();
});
