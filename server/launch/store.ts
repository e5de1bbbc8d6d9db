import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { startOver } from "../embedded/orphan";
import { runningPort } from "../embedded/running";
import { complain } from "./log";
import { LaunchProblem } from "./problem";

export type Store = {
  /** DATABASE_URL of the server. */
  url: string;
  /** Port of the embedded store, null for one that is not ours. */
  port: number | null;
  stop(): Promise<void>;
  /** Resolves when the embedded store is gone for good; never for one that is not ours. */
  ended: Promise<void>;
};

function passwordOf(file: string, dataDir: string): string {
  if (existsSync(file)) return readFileSync(file, "utf8").trim();
  if (existsSync(dataDir))
    throw new LaunchProblem(
      `The store is in ${dataDir}, but its password file ${file} is missing. Put it back, or move the store away to begin with an empty one.`,
    );
  const password = randomBytes(24).toString("base64url");
  writeFileSync(file, password, { mode: 0o600, flag: "wx" });
  return password;
}

const folderOf = (dataDir: string) => path.join(dataDir, "store");
const passwordFileOf = (dataDir: string) => path.join(dataDir, "store.password");
const urlOf = (password: string, port: number) =>
  `postgres://headroom:${password}@127.0.0.1:${port}/postgres`;

/** Returns whether a data folder has an embedded store. */
export const hasStore = (dataDir: string): boolean => existsSync(folderOf(dataDir));

/**
 * Returns the address of the embedded store that a launcher runs, for a program beside it; null where none runs.
 * @throws LaunchProblem when its password file is gone
 */
export function runningStore(dataDir: string): string | null {
  const port = runningPort(folderOf(dataDir));
  return port === null ? null : urlOf(passwordOf(passwordFileOf(dataDir), folderOf(dataDir)), port);
}

/**
 * Returns the store: the one at `databaseUrl`, or an embedded Postgres 18 under `<dataDir>/store`, made at the first
 * start with a random password and recovered when the last run was killed. An embedded one that dies is started again
 * on the same port, so that the server finds it where it was.
 * @throws LaunchProblem when its password file is gone; Error when it does not start
 */
export async function openStore(dataDir: string, databaseUrl: string | null): Promise<Store> {
  if (databaseUrl !== null)
    return { url: databaseUrl, port: null, stop: async () => {}, ended: new Promise(() => {}) };
  const storeDir = folderOf(dataDir);
  const password = passwordOf(passwordFileOf(dataDir), storeDir);
  const open = (port?: number) =>
    startOver({ major: 18, dataDir: storeDir, superuser: "headroom", password, port });
  let cluster = await open();
  let stopping = false;
  const { port } = cluster;
  const keepRunning = async () => {
    for (;;) {
      await cluster.ended;
      if (stopping) return;
      cluster = await open(port);
      if (stopping) await cluster.stop();
    }
  };
  const ended = keepRunning().catch((error: unknown) => {
    if (!stopping) complain(error);
  });
  return {
    url: urlOf(password, port),
    port,
    async stop() {
      stopping = true;
      await cluster.stop();
      await ended;
    },
    ended,
  };
}
