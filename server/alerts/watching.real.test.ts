import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { defaultTarget } from "@/lib/target/schema";
import { stopAlerts } from "../alert-link";
import { system } from "../context";
import { addDatabase } from "../databases/create";
import { changePool } from "../databases/change-pool";
import { freePort, startCluster, type Cluster, type ClusterOptions } from "../embedded/cluster";
import { Monitor } from "../monitor/monitor";
import { stopMonitor } from "../monitor-link";
import { startTestStore, type TestStore } from "../store/testing";
import { eventually } from "../testing/eventually";
import { copyCluster } from "../watched/faults/template";
import { saveRule } from "./rules/save";
import { startAlerts } from "./start";
import { TestReceiver } from "./testing/engine";

let store: TestStore;
let cluster: Cluster;
const folder = mkdtempSync(path.join(tmpdir(), "headroom-alerts-"));

beforeAll(async () => {
  store = await startTestStore();
  vi.stubEnv("DATABASE_URL", store.url);
  const options: ClusterOptions = {
    major: 17,
    dataDir: path.join(folder, "data"),
    port: await freePort(),
    superuser: "postgres",
    settings: { wal_level: "logical", fsync: "off", max_connections: "25" },
  };
  await copyCluster(options, 0);
  cluster = await startCluster(options);
});
afterAll(async () => {
  await stopAlerts();
  await stopMonitor();
  await cluster.stop();
  await store.stop();
  rmSync(folder, { recursive: true, force: true });
});

test("a shortage that the monitor samples is told within its pace, and its end once the pool fits", async () => {
  const { id } = await addDatabase(system, {
    name: "Orders",
    host: "127.0.0.1",
    port: cluster.port,
    database: "postgres",
    user: "postgres",
    password: "",
    sslmode: "disable",
    target: { ...defaultTarget, poolSize: 40 },
  });
  await saveRule(system, null, { condition: { kind: "headroom-below", below: "0" } });
  const receiver = new TestReceiver();
  const monitor = new Monitor({ inFlight: 8, spreadMs: 0, store: store.url, answerMs: () => 30_000 });
  globalThis.headroomMonitor = monitor;
  await monitor.start();
  const channel = { id: "slack", name: "Slack" };
  startAlerts(monitor, { list: () => Promise.resolve([channel]), send: receiver.send });
  const stop = monitor.watch(id, () => undefined);
  await eventually(() =>
    expect(receiver.got.map(({ message }) => message.rule)).toContain("Headroom below 0"),
  );
  const [first] = receiver.got.filter(({ message }) => message.rule === "Headroom below 0");
  const short = monitor.latest(id)?.budget?.headroom ?? 0;
  expect(short).toBeLessThan(0);
  expect(first?.message.headline).toMatch(/^\d+ short$/);
  expect(first?.message.sentences[0]).toMatch(/^40 claimed \+ \d others = \d+ of \d+ usable/);
  await changePool(system, id, { poolSize: 4, instances: 1, pooled: false });
  await eventually(() =>
    expect(
      receiver.got
        .filter(({ message }) => message.event === "resolved")
        .map(({ message }) => message.alertId),
    ).toContain(first?.message.alertId),
  );
  stop();
});
