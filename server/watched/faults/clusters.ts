import "server-only";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Client } from "pg";
import { afterAll } from "vitest";
import { fallback } from "@/lib/log/unlogged";
import type { Major } from "@/server/embedded/binaries";
import { startCluster } from "@/server/embedded/cluster";
import { takeShared } from "./shared";
import { copyCluster } from "./template";

export const SUPERUSER = "postgres";

/** Cluster as a test file uses it. */
type Used = { port: number; done(): Promise<void> };

const clusters = new Map<string, Promise<Used>>();
/** Sessions of a superuser on the database `postgres`, by port, that no case uses at the time. */
const idle = new Map<number, Client[]>();

afterAll(async () => {
  for (const client of [...idle.values()].flat()) await client.end();
  for (const cluster of clusters.values()) await (await cluster).done();
  clusters.clear();
  idle.clear();
});

const COMMON = { wal_level: "logical", fsync: "off", max_prepared_transactions: "5" };

/** Returns how many clusters of a major version this file has already, the shared one included. */
const siblingsOf = (major: Major) =>
  1 + [...clusters.keys()].filter((key) => key.startsWith(`[${major},`) && key !== `[${major},[]]`).length;

/** Starts a cluster of this file's own; `sibling` tells apart those of one file. */
async function startOwn(major: Major, settings: Record<string, string>, sibling: number): Promise<Used> {
  const folder = mkdtempSync(path.join(tmpdir(), "headroom-fault-"));
  const options = {
    major,
    dataDir: path.join(folder, "data"),
    superuser: SUPERUSER,
    settings: { ...COMMON, ...settings },
  };
  await copyCluster(options, sibling);
  const { port, stop } = await startCluster(options);
  return {
    port,
    async done() {
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Uses a cluster with the usual settings, which another file may have used before. */
async function sharedCluster(major: Major): Promise<Used> {
  const shared = await takeShared({ major, superuser: SUPERUSER, settings: COMMON, database: "postgres" });
  return shared === null ? startOwn(major, {}, 0) : { port: shared.port, done: shared.giveBack };
}

/** Returns the running cluster for these settings; the test file has it to itself until its end. */
export function clusterFor(major: Major, settings: Record<string, string>): Promise<{ port: number }> {
  const key = JSON.stringify([major, Object.entries(settings).sort()]);
  const running = clusters.get(key);
  if (running !== undefined) return running;
  const usual = Object.keys(settings).length === 0;
  const cluster = usual ? sharedCluster(major) : startOwn(major, settings, siblingsOf(major));
  clusters.set(key, cluster);
  return cluster;
}

/** Opens a session on a loopback cluster that trusts all logins. */
export async function open(port: number, database: string, user: string): Promise<Client> {
  // A fault may be that the server is read-only, or that commits wait; it must be possible to make it all the same.
  const options =
    user === SUPERUSER ? "-c default_transaction_read_only=off -c synchronous_commit=local" : undefined;
  const client = new Client({ host: "127.0.0.1", port, database, user, options });
  // A case may end this session from another one.
  client.on("error", fallback(undefined, "the statement under way fails with it"));
  await client.connect();
  return client;
}

/** Passes on a superuser's session on the database `postgres` that an earlier case has used, or a new one. */
export async function withKeeper<T>(port: number, run: (keeper: Client) => Promise<T>): Promise<T> {
  const keepers = idle.get(port) ?? [];
  idle.set(port, keepers);
  const keeper = keepers.pop() ?? (await open(port, "postgres", SUPERUSER));
  try {
    const result = await run(keeper);
    keepers.push(keeper);
    return result;
  } catch (error) {
    await keeper.end();
    throw error;
  }
}
