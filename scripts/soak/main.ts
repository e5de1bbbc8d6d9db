import { randomBytes } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { startTestStore } from "@/server/store/testing";
import { Tidy } from "../bench/tidy";
import { Alerts } from "./alerts";
import { Blows } from "./blows";
import { chanceOf } from "./chance";
import { Client } from "./client";
import { manyDatabases } from "./many";
import { readOptions } from "./options";
import { makeAdmin } from "./people";
import { Proxy } from "./proxy";
import { Repairs } from "./repairs";
import { reportActs, reportSamples, reportWatching } from "./report";
import { Replica } from "./replica";
import { sampledSince, samplesBetween } from "./samples";
import { sessionsOf } from "./sessions";
import { makeDatabase, PACE_MS, startWatched, type Watched, type WatchedServer } from "./watched";

/**
 * Prints how several replicas on one store share the watching while they are killed, paused and restarted at random, and what
 * one replica with many databases takes. Ends with 1 where a target is missed.
 */

const MINUTE_MS = 60_000;
/** The time for every database to be sampled first, for alerts and for runs to be settled last, ms. */
const PATIENCE = { sampled: 180_000, alerts: 180_000, runs: 90_000 };

const options = readOptions(process.argv.slice(2));
const { minutes, servers: serverCount, databases: databaseCount, many, seed } = options;
const chance = chanceOf(seed);
const tidy = new Tidy();
console.log(
  `Seed ${seed}: npm run soak -- --seed ${seed} --minutes ${minutes} --databases ${databaseCount} --servers ${serverCount}`,
);

async function makeWatched(folder: string): Promise<{ servers: WatchedServer[]; databases: Watched[] }> {
  const servers: WatchedServer[] = [];
  for (let number = 0; number < serverCount; number++) servers.push(await startWatched(number, folder, tidy));
  const ofServer = async (server: WatchedServer) => {
    const made: Watched[] = [];
    for (let number = server.number; number < databaseCount; number += serverCount)
      made.push(await makeDatabase(server, `shop_${number}`, PACE_MS));
    return made;
  };
  const made = await Promise.all(servers.map(ofServer));
  return { servers, databases: made.flat() };
}

async function everySampled(): Promise<void> {
  const since = Date.now();
  for (
    const deadline = since + PATIENCE.sampled;
    (await sampledSince(since)) < databaseCount;
    await sleep(500)
  )
    if (Date.now() > deadline) throw new Error(`Only ${await sampledSince(since)} databases are sampled.`);
}

try {
  const folder = mkdtempSync(path.join(tmpdir(), "headroom-soak-"));
  tidy.later(() => rmSync(folder, { recursive: true, force: true }));
  process.env.HEADROOM_SECRET = randomBytes(24).toString("hex");
  process.env.HEADROOM_DATA = path.join(folder, "data");
  mkdirSync(process.env.HEADROOM_DATA);
  const store = await startTestStore();
  tidy.later(() => store.stop());
  process.env.DATABASE_URL = store.url;

  const { servers, databases } = await makeWatched(folder);
  const alerts = new Alerts();
  await alerts.start(tidy);
  const { token, cookie } = await makeAdmin();

  const replicas: Replica[] = [];
  const proxy = new Proxy(() => replicas);
  await proxy.listen();
  tidy.later(() => proxy.close());
  const addReplica = async () => {
    const replica = new Replica(replicas.length + 1, folder, {
      DATABASE_URL: store.url,
      HEADROOM_URL: proxy.url,
      HEADROOM_TRUSTED_PROXIES: "127.0.0.1",
      SOAK_PORTS: servers.map(({ port }) => port).join(),
    });
    tidy.later(() => replica.stop());
    await replica.start();
    replicas.push(replica);
  };
  await addReplica();
  await addReplica();
  await everySampled();

  const blows = new Blows(() => replicas, chance);
  const repairs = new Repairs(proxy.url, token, blows, chance);
  const client = new Client(proxy.url, [
    { path: "/api/v1/databases?limit=50", headers: token },
    { path: "/", headers: cookie },
  ]);
  const start = Date.now();
  const end = start + minutes * MINUTE_MS;
  console.log(
    `${databaseCount} databases on ${serverCount} servers, two replicas, then three, ${minutes} min from ${new Date(start).toISOString()}`,
  );
  const disturbed = async () => {
    await blows.until(start + (minutes * MINUTE_MS) / 2);
    await addReplica();
    await blows.until(end);
  };
  await Promise.all([
    disturbed(),
    alerts.until(end, servers),
    repairs.until(end, databases),
    client.until(end),
  ]);
  await blows.idle();
  const over = Date.now();
  await Promise.all([alerts.settle(PATIENCE.alerts), repairs.settle(PATIENCE.runs)]);
  // A log line comes after its event.
  await sleep(1_000);

  const numbers = replicas.map(({ number }) => number);
  const sessions = servers
    .flatMap(({ number, log }) => sessionsOf(readFileSync(log, "utf8"), number, numbers, Date.now()))
    .filter(({ from }) => from >= start)
    .sort((one, other) => one.from - other.from);
  const watched = reportWatching(blows.all, sessions, repairs.windows);
  reportSamples(await samplesBetween(start, over));
  const acted = await reportActs(alerts, repairs, client, proxy.retried, { servers, databases });

  await Promise.all(replicas.map((replica) => replica.stop()));
  replicas.splice(1);
  const [replica] = replicas;
  const light =
    many === 0 || replica === undefined
      ? true
      : await manyDatabases(many, databaseCount, { servers, replica, proxy, cookie });
  process.exitCode = watched && acted && light ? 0 : 1;
} finally {
  await tidy.all();
}
