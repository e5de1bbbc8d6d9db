import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Client } from "pg";
import { fallback } from "@/lib/log/unlogged";
import { startCluster } from "@/server/embedded/cluster";
import { GuardedClient } from "@/server/watched/guarded-client";
import { readFacts, readSample, readTick } from "@/server/watched/sample";
import { findExporter, HOW_TO_INSTALL, startExporter } from "./exporter";
import { line, median } from "./figures";
import { costOf, countAnew, COUNTING, type Cost } from "./server-time";
import { Tidy } from "./tidy";

/**
 * Prints what a tick and a full sample cost the watched server, beside a scrape of prometheus-postgres-exporter: the same
 * server, the same moment, the same way of counting: all statements of each one's role, utility ones too, by execution as
 * pg_stat_statements counts by default; planning stands beside it. In a round they take turns after each time, so that
 * other work on the machine meets all of them alike.
 */

const ROUNDS = 15;
const TIMES = 20;
/** How many idle backends, and at most what part of a scrape a tick and a full sample may cost. */
const SIZES = [
  { backends: 25, tick: 1 / 10, full: 1 / 10 },
  { backends: 100, tick: 1 / 10, full: 1 / 10 },
  { backends: 1000, tick: 1 / 10, full: 1 / 3 },
];
/** The names that the idle ones bear: a deployment has a handful. */
const APPLICATIONS = ["web", "worker", "cron", "console", ""];

const tidy = new Tidy();

const found = findExporter();
if (found === null) {
  console.error(HOW_TO_INSTALL);
  process.exit(1);
}

async function connect(port: number, user: string, name: string): Promise<Client> {
  const client = new Client({ host: "127.0.0.1", port, user, database: "postgres", application_name: name });
  client.on("error", fallback(undefined, "the statement under way fails with it"));
  await client.connect();
  return client;
}

type Measured = { role: string; work: () => Promise<unknown> };

/** Does each thing many times in each round, in turns; returns the median cost of each, per time, of all rounds. */
async function inTurns(admin: Client, all: readonly Measured[]): Promise<Cost[]> {
  const costs: Cost[][] = all.map(() => []);
  for (const { work } of all) await work();
  for (let round = 0; round < ROUNDS; round++) {
    await countAnew(admin);
    for (let time = 0; time < TIMES; time++) for (const { work } of all) await work();
    for (const [index, { role }] of all.entries()) costs[index]?.push(await costOf(admin, role, TIMES));
  }
  return costs.map((each) => ({
    ms: median(each.map(({ ms }) => ms)),
    planMs: median(each.map(({ planMs }) => planMs)),
    statements: median(each.map(({ statements }) => statements)),
  }));
}

const names = { database: "postgres", role: "electric", slot: "electric_slot_default" };

/** Returns what samples at one depth, on a session of its own role, so that it is counted apart. */
async function sampler(port: number, role: string, read: typeof readTick | typeof readSample) {
  const client = await connect(port, role, "headroom");
  tidy.later(() => client.end());
  const guarded = new GuardedClient(client);
  const facts = await readFacts(guarded);
  return { role, work: () => read(guarded, names, facts) };
}

async function connectionsOf(admin: Client, role: string): Promise<number> {
  const { rows } = await admin.query<{ count: number }>(
    "SELECT count(*)::int AS count FROM pg_stat_activity WHERE usename = $1",
    [role],
  );
  return rows[0]?.count ?? 0;
}

const shown = (cost: Cost, connections: number) =>
  `${cost.ms.toFixed(3)} ms + ${cost.planMs.toFixed(3)} ms planning, ${Math.round(cost.statements)} statements, ${connections} ${connections === 1 ? "connection" : "connections"}`;

/** Prints a cost beside a scrape's; returns whether it is small enough. */
function compare(what: string, cost: Cost, scrape: Cost, most: number): boolean {
  const part = scrape.ms / cost.ms;
  line(`  ${what}, as part of a scrape`, `1/${part.toFixed(1)}`, `at most 1/${Math.round(1 / most)}`);
  return cost.ms <= scrape.ms * most;
}

try {
  const folder = mkdtempSync(path.join(tmpdir(), "headroom-bench-"));
  tidy.later(() => rmSync(folder, { recursive: true, force: true }));
  const cluster = await startCluster({
    major: 17,
    dataDir: path.join(folder, "data"),
    superuser: "postgres",
    settings: { ...COUNTING, wal_level: "logical", max_connections: "1100" },
  });
  tidy.later(() => cluster.stop());
  const admin = await connect(cluster.port, "postgres", "bench");
  tidy.later(() => admin.end());
  await admin.query(`
    CREATE EXTENSION pg_stat_statements;
    CREATE ROLE app LOGIN;
    CREATE ROLE electric LOGIN REPLICATION;
    CREATE ROLE tick LOGIN IN ROLE pg_monitor;
    CREATE ROLE full_sample LOGIN IN ROLE pg_monitor;
    CREATE ROLE exporter LOGIN IN ROLE pg_monitor;
  `);
  await admin.query("SELECT pg_create_logical_replication_slot('electric_slot_default', 'pgoutput')");

  const exporter = await startExporter(
    found.program,
    `postgresql://exporter@127.0.0.1:${cluster.port}/postgres?sslmode=disable`,
  );
  tidy.later(() => exporter.stop());
  const all = [
    { role: "exporter", work: exporter.scrape },
    await sampler(cluster.port, "tick", readTick),
    await sampler(cluster.port, "full_sample", readSample),
  ];

  console.log(
    `Server time of a sample beside a scrape of ${found.program} ${found.version} (Postgres 17, medians of ${ROUNDS} rounds of ${TIMES})`,
  );
  let met = true;
  const idle: Client[] = [];
  tidy.later(() => Promise.all(idle.map((client) => client.end())));
  for (const size of SIZES) {
    while (idle.length < size.backends)
      idle.push(await connect(cluster.port, "app", APPLICATIONS[idle.length % APPLICATIONS.length] ?? ""));
    const [scrape, tick, full] = await inTurns(admin, all);
    if (scrape === undefined || tick === undefined || full === undefined) throw new Error("nothing was done");
    const [theirs, ours] = [await connectionsOf(admin, "exporter"), await connectionsOf(admin, "tick")];
    console.log(`${size.backends} idle backends`);
    line("  a scrape", shown(scrape, theirs));
    line("  a tick", shown(tick, ours));
    line("  a full sample", shown(full, ours));
    const tickMet = compare("a tick", tick, scrape, size.tick);
    const fullMet = compare("a full sample", full, scrape, size.full);
    met &&= tickMet && fullMet;
  }
  process.exitCode = met ? 0 : 1;
} finally {
  await tidy.all();
}
