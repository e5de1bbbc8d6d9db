import { existsSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { hasCode } from "@/lib/log/unlogged";
import { startCluster, type Cluster, type ClusterOptions } from "./cluster";
import { processOf } from "./process";

const pidFile = (dataDir: string) => path.join(dataDir, "postmaster.pid");

/**
 * Returns the process number that a data directory's lock file names, null where there is none: Postgres may end just now, and a
 * file beside data directories has none.
 */
function numberIn(dataDir: string): number | null {
  try {
    const [pid] = readFileSync(pidFile(dataDir), "utf8").split("\n");
    return Number(pid);
  } catch (error) {
    if (hasCode(error, "ENOENT", "ENOTDIR")) return null;
    throw error;
  }
}

/**
 * Returns the process number of the Postgres that runs on a data directory, null where none does. The number in
 * `postmaster.pid` alone proves nothing: after a crash it may belong to a stranger, so its command line must name
 * the directory.
 */
export function postmasterOf(dataDir: string): number | null {
  const pid = numberIn(dataDir);
  const found = pid === null ? null : processOf(pid);
  return found !== null && found.command.includes(dataDir) ? found.pid : null;
}

async function goneWithin(ms: number, dataDir: string, pid: number): Promise<boolean> {
  for (const deadline = Date.now() + ms; Date.now() < deadline; await sleep(20))
    if (postmasterOf(dataDir) !== pid) return true;
  return false;
}

/**
 * Stops the Postgres that a launcher or server which was killed left running on a data directory: fast (SIGINT)
 * first, at once (SIGQUIT) after 10 s; both keep what was committed. Returns whether there was one.
 * @throws Error when it does not end, or belongs to another user
 */
export async function stopOrphan(dataDir: string): Promise<boolean> {
  const pid = postmasterOf(dataDir);
  if (pid === null) return false;
  for (const [signal, ms] of [
    ["SIGINT", 10_000],
    ["SIGQUIT", 5_000],
  ] as const) {
    process.kill(pid, signal);
    if (await goneWithin(ms, dataDir, pid)) return true;
  }
  throw new Error(`Postgres (process ${pid}) on ${dataDir} does not stop; end it by hand and start again.`);
}

/** Postgres refuses to start while a stranger bears the number in its lock file, as may happen after a reboot. */
function forgetStranger(dataDir: string): void {
  const pid = numberIn(dataDir);
  if (pid !== null && postmasterOf(dataDir) === null && processOf(pid) !== null)
    rmSync(pidFile(dataDir), { force: true });
}

/**
 * Starts a cluster whatever the last run left behind: a Postgres that still runs on its directory is replaced, and
 * while the remains of a killed one hold its lock or its memory the start is tried again, for up to 10 s.
 */
export async function startOver(options: ClusterOptions): Promise<Cluster> {
  const remains = existsSync(pidFile(options.dataDir));
  await stopOrphan(options.dataDir);
  forgetStranger(options.dataDir);
  for (const deadline = Date.now() + 10_000; ; await sleep(200)) {
    try {
      return await startCluster(options);
    } catch (error) {
      if (!remains || Date.now() > deadline) throw error;
    }
  }
}
