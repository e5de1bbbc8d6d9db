import { execFile, spawn } from "node:child_process";
import {
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import path from "node:path";
import { promisify } from "node:util";
import { setTimeout as sleep } from "node:timers/promises";
import { Client } from "pg";
import { binariesOf, type Major } from "./binaries";
import { childEnvironment } from "./child-environment";
import { disguise } from "./unprivileged";
import { fallback } from "@/lib/log/unlogged";

export type ClusterOptions = {
  major: Major;
  /** Data directory; made by initdb when it is missing. */
  dataDir: string;
  /** Loopback port; a free one is taken when it is not given. */
  port?: number;
  /** Bootstrap superuser and its password; without a password every loopback connection is trusted. */
  superuser: string;
  password?: string;
  /** postgresql.conf settings, given on the command line. */
  settings?: Record<string, string>;
};

export type Cluster = {
  port: number;
  pid: number;
  superuser: string;
  /** Fast shutdown (SIGINT): open sessions are ended with 57P01. Resolves when the process is gone. */
  stop(): Promise<void>;
  /** Resolves when the process is gone, for any reason. */
  ended: Promise<void>;
};

/** Returns a loopback port that is free now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() =>
        address && typeof address === "object" ? resolve(address.port) : reject(new Error("no port")),
      );
    });
  });
}

function binary(major: Major, name: "initdb" | "postgres"): string {
  const bin = binariesOf(major);
  if (bin === null) throw new Error(`There is no embedded Postgres ${major} for this platform.`);
  return path.join(bin, name);
}

/**
 * Makes a data directory (initdb, UTF-8, C locale); does nothing when there is one. It is made under another name and
 * renamed when it is whole, so that an interruption leaves no half of one behind.
 */
export async function initCluster(options: ClusterOptions): Promise<void> {
  const { major, dataDir, superuser, password, settings } = options;
  if (existsSync(path.join(dataDir, "PG_VERSION"))) return;
  const as = disguise();
  const draft = `${dataDir}.making`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(path.dirname(dataDir), { recursive: true });
  mkdirSync(draft, { mode: 0o700 });
  const passwordFile = path.join(path.dirname(dataDir), `.${path.basename(dataDir)}.password`);
  try {
    if (password !== undefined) writeFileSync(passwordFile, password, { mode: 0o600 });
    if (as.uid !== undefined && as.gid !== undefined) {
      chownSync(draft, as.uid, as.gid);
      if (password !== undefined) chownSync(passwordFile, as.uid, as.gid);
    }
    const auth =
      password === undefined ? ["--auth=trust"] : ["--auth=scram-sha-256", `--pwfile=${passwordFile}`];
    const command = [
      ...as.before,
      binary(major, "initdb"),
      "-D",
      draft,
      "-U",
      superuser,
      "-E",
      "UTF8",
      "--locale=C",
      ...auth,
      // One that is not to survive a power cut from then on need not survive it here; some thousand files are written.
      ...(settings?.fsync === "off" ? ["--no-sync"] : []),
    ];
    const [program = "", ...args] = command;
    await promisify(execFile)(/* turbopackIgnore: true */ program, args, {
      env: childEnvironment(),
      uid: as.uid,
      gid: as.gid,
    });
    renameSync(draft, dataDir);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    throw error;
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

async function answers(port: number, options: ClusterOptions): Promise<boolean> {
  const client = new Client({
    host: "127.0.0.1",
    port,
    user: options.superuser,
    password: options.password,
    database: "postgres",
    connectionTimeoutMillis: 2000,
  });
  client.on("error", fallback(undefined, "the query below fails with it"));
  try {
    await client.connect();
    await client.query("SELECT 1");
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(fallback(undefined, "the answer is known"));
  }
}

/**
 * Starts an embedded Postgres on a loopback port, making its data directory first where there is none, and returns
 * when it answers. It listens on 127.0.0.1 only and has no Unix socket.
 * @throws Error when it ends or does not answer within 2 minutes; the log is `<dataDir>.log`
 */
export async function startCluster(options: ClusterOptions): Promise<Cluster> {
  await initCluster(options);
  const port = options.port ?? (await freePort());
  const as = disguise();
  const settings = {
    port: String(port),
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    ...options.settings,
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const [program = "", ...args] = [
    ...as.before,
    binary(options.major, "postgres"),
    "-D",
    options.dataDir,
    ...flags,
  ];
  const log = openSync(`${options.dataDir}.log`, "a", 0o600);
  // Detached: a Ctrl-C in the terminal must reach us first, not Postgres.
  const child = spawn(/* turbopackIgnore: true */ program, args, {
    env: childEnvironment(),
    stdio: ["ignore", log, log],
    detached: true,
    uid: as.uid,
    gid: as.gid,
  });
  closeSync(log);
  let gone = false;
  const ended = new Promise<void>((resolve) => {
    for (const event of ["exit", "error"]) child.once(event, () => resolve(void (gone = true)));
  });
  // Recovery after a crash takes as long as it takes; a Postgres that cannot start ends by itself, and at once.
  for (const deadline = Date.now() + 2 * 60_000; !(await answers(port, options)); await sleep(20)) {
    if (gone || Date.now() > deadline) {
      child.kill("SIGQUIT");
      throw new Error(`Postgres ${options.major} did not start; its log is ${options.dataDir}.log`);
    }
  }
  return {
    port,
    pid: child.pid ?? 0,
    superuser: options.superuser,
    ended,
    async stop() {
      if (!gone) child.kill("SIGINT");
      await ended;
    },
  };
}
