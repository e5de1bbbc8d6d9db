import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Client } from "pg";
import { startCluster } from "@/server/embedded/cluster";
import { line, median, ms, timed } from "./figures";

/** Prints the wall time of `headroom check` on a small database, beside that of a connection alone. */

const ROUNDS = 7;

async function connectOnce(connectionString: string): Promise<void> {
  const client = new Client({ connectionString });
  await client.connect();
  await client.query("SELECT 1");
  await client.end();
}

/** Returns how long a program takes, in ms. @throws Error where it ends with neither 0 nor 1 */
async function run(command: string[], ...more: string[]): Promise<number> {
  const [program = "", ...args] = command;
  return timed(async () => {
    const { status, stderr } = spawnSync(program, [...args, ...more], { encoding: "utf8" });
    if (status !== 0 && status !== 1)
      throw new Error(`${[...args, ...more][0]} ended with ${status}: ${stderr}`);
  });
}

const check = (command: string[], url: string): Promise<number> => run(command, "check", url);

async function medianOf(measure: () => Promise<number>): Promise<number> {
  const all: number[] = [];
  for (let round = 0; round < ROUNDS; round++) all.push(await measure());
  return median(all);
}

const folder = mkdtempSync(path.join(tmpdir(), "headroom-bench-"));
const cluster = await startCluster({
  major: 18,
  dataDir: path.join(folder, "data"),
  superuser: "postgres",
  settings: { wal_level: "logical" },
});
try {
  const url = `postgresql://postgres:any@127.0.0.1:${cluster.port}/postgres?sslmode=disable`;
  const direct = [process.execPath, "scripts/headroom.mjs"];
  const npx = ["npx", "headroom"];
  await check(direct, url);
  const connection = await medianOf(() => timed(() => connectOnce(url)));
  const beyond = async (command: string[]) => (await medianOf(() => check(command, url))) - connection;
  console.log("headroom check on a small database (medians of 7)");
  line("a connection alone", ms(connection));
  line("npx headroom check, beyond that", ms(await beyond(npx)), "at most 700 ms");
  line("node scripts/headroom.mjs check, beyond that", ms(await beyond(direct)));
  const node = await medianOf(() => run([process.execPath], "--eval", "0"));
  line("node alone", ms(node));
  for (const option of ["--version", "--help"])
    line(
      `headroom ${option}, beyond node alone`,
      ms((await medianOf(() => run(direct, option))) - node),
      "at most 150 ms",
    );
} finally {
  await cluster.stop();
  rmSync(folder, { recursive: true, force: true });
}
