import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Client } from "pg";
import { checks } from "@/lib/checks";
import { judgeAll } from "@/lib/checks/judge";
import { defaultTarget } from "@/lib/target/schema";
import { startCluster } from "@/server/embedded/cluster";
import { loginTo } from "@/server/watched/faults/login-to";
import { startProxy } from "@/server/watched/faults/proxy";
import { visit } from "@/server/watched/visit";
import { line, median } from "./figures";
import { fill, TABLES } from "./ten-thousand";

/** Prints what a visit of ten thousand tables costs, near and through a network of 50 ms each way. */

const ROUNDS = 7;
const DELAY_MS = 50;

type Round = { visitMs: number; checksMs: number; loginMs: number };

async function once(port: number): Promise<Round> {
  const login = loginTo(port, "postgres", "postgres");
  let reached = 0;
  const start = performance.now();
  const snapshot = await visit(login, defaultTarget, { onConnection: () => (reached = performance.now()) });
  const seen = performance.now();
  if (!snapshot.reached || snapshot.relations.length < TABLES)
    throw new Error(`The visit did not see the tables: ${JSON.stringify(snapshot.connection.failure)}`);
  judgeAll(checks, snapshot, defaultTarget);
  return { visitMs: seen - start, checksMs: performance.now() - seen, loginMs: reached - start };
}

async function rounds(port: number): Promise<Record<keyof Round, number>> {
  const all: Round[] = [];
  for (let round = 0; round < ROUNDS; round++) all.push(await once(port));
  const of = (key: keyof Round) => median(all.map((round) => round[key]));
  return { visitMs: of("visitMs"), checksMs: of("checksMs"), loginMs: of("loginMs") };
}

/** Returns the most connections named `headroom` that a look every few ms saw while `work` ran. */
async function mostConnections(watcher: Client, work: Promise<unknown>): Promise<number> {
  let most = 0;
  let running = true;
  const done = work.finally(() => (running = false));
  while (running) {
    const { rows } = await watcher.query<{ count: number }>(
      "SELECT count(*)::int AS count FROM pg_stat_activity WHERE application_name = 'headroom'",
    );
    most = Math.max(most, rows[0]?.count ?? 0);
  }
  await done;
  return most;
}

const folder = mkdtempSync(path.join(tmpdir(), "headroom-bench-"));
const cluster = await startCluster({
  major: 17,
  dataDir: path.join(folder, "data"),
  superuser: "postgres",
  settings: { wal_level: "logical", fsync: "off" },
});
try {
  const admin = new Client({ host: "127.0.0.1", port: cluster.port, user: "postgres", database: "postgres" });
  await admin.connect();
  await fill(admin);
  const near = await rounds(cluster.port);
  line(`visit, ${TABLES} tables, median of ${ROUNDS}`, `${near.visitMs.toFixed(0)} ms`);
  line(`all ${checks.length} checks on it`, `${near.checksMs.toFixed(0)} ms`);
  const both = near.visitMs + near.checksMs;
  line("visit and checks together", `${both.toFixed(0)} ms`, "at most 1500 ms");

  const proxy = await startProxy({ port: cluster.port, delayMs: DELAY_MS });
  const most = await mostConnections(admin, once(proxy.port));
  const roundTrips = proxy.readies() - 1;
  const slow = await rounds(proxy.port);
  await proxy.close();
  line(`slow proxy (${DELAY_MS} ms each way): login and first query`, `${slow.loginMs.toFixed(0)} ms`);
  line("slow proxy: the whole visit", `${slow.visitMs.toFixed(0)} ms`);
  line("slow proxy: round trips after login, counted", String(roundTrips), "at most 4");
  const byTime = (slow.visitMs - near.visitMs - (slow.loginMs - near.loginMs)) / (2 * DELAY_MS);
  line("slow proxy: round trips after first query, by time", byTime.toFixed(1));
  line("connections during a visit", String(most), "1");
  await admin.end();
  process.exitCode = both > 1500 || roundTrips > 4 || most !== 1 ? 1 : 0;
} finally {
  await cluster.stop();
  rmSync(folder, { recursive: true, force: true });
}
