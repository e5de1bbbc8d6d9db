import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "@/server/embedded/cluster";
import { fallback } from "@/lib/log/unlogged";

/** Names of it, by Debian and by itself. */
const NAMES = ["prometheus-postgres-exporter", "postgres_exporter"];

export const HOW_TO_INSTALL =
  "There is no prometheus-postgres-exporter on this machine to compare with. " +
  "On Debian and Ubuntu: apt-get install prometheus-postgres-exporter";

type Found = { program: string; version: string };

/** Returns the exporter that the PATH has, null where it has none. */
export function findExporter(): Found | null {
  for (const program of NAMES) {
    const { status, stdout, stderr } = spawnSync(program, ["--version"], { encoding: "utf8" });
    const version = /version ([\w.+-]+)/.exec(`${stdout}${stderr}`)?.[1];
    if (status === 0) return { program, version: version ?? "of an unknown version" };
  }
  return null;
}

export type Exporter = { scrape: () => Promise<void>; stop: () => Promise<void> };

/**
 * Starts the exporter as its package has it, with no option but an address to listen at; returns when it answers.
 * @throws Error when it does not within 10 s, or cannot reach the database
 */
export async function startExporter(program: string, database: string): Promise<Exporter> {
  const port = await freePort();
  const child = spawn(program, [`--web.listen-address=127.0.0.1:${port}`], {
    env: { ...process.env, DATA_SOURCE_NAME: database },
    stdio: "ignore",
  });
  const ended = once(child, "exit").catch(
    fallback([], "a program that does not start never answers, which ends the wait below"),
  );
  const scrape = async () => {
    const response = await fetch(`http://127.0.0.1:${port}/metrics`);
    const text = await response.text();
    if (!/^pg_up 1$/m.test(text)) throw new Error("The exporter does not reach the database.");
  };
  const stop = async () => {
    child.kill("SIGTERM");
    await ended;
  };
  for (const deadline = Date.now() + 10_000; ; await sleep(100)) {
    try {
      await scrape();
      return { scrape, stop };
    } catch (error) {
      if (Date.now() < deadline && child.exitCode === null) continue;
      await stop();
      throw error;
    }
  }
}
