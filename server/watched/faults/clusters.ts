import "server-only";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Client } from "pg";
import { afterAll } from "vitest";
import type { Major } from "@/server/embedded/binaries";
import { startCluster, type Cluster } from "@/server/embedded/cluster";
import { copyCluster } from "./template";

export const SUPERUSER = "postgres";

const clusters = new Map<string, Promise<Cluster>>();
const folders: string[] = [];

afterAll(async () => {
  for (const cluster of clusters.values()) await (await cluster).stop();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  clusters.clear();
});

/** Returns the running cluster for these settings; it is stopped after the test file. */
export function clusterFor(major: Major, settings: Record<string, string>): Promise<Cluster> {
  const key = JSON.stringify([major, Object.entries(settings).sort()]);
  const running = clusters.get(key);
  if (running !== undefined) return running;
  const folder = mkdtempSync(path.join(tmpdir(), "headroom-fault-"));
  folders.push(folder);
  const options = {
    major,
    dataDir: path.join(folder, "data"),
    superuser: SUPERUSER,
    settings: { wal_level: "logical", fsync: "off", max_prepared_transactions: "5", ...settings },
  };
  const cluster = copyCluster(options, clusters.size).then(() => startCluster(options));
  clusters.set(key, cluster);
  return cluster;
}

/** Opens a session on a loopback cluster that trusts everybody. */
export async function open(port: number, database: string, user: string): Promise<Client> {
  // A fault may be that the server is read-only; it must be possible to make it all the same.
  const options = user === SUPERUSER ? "-c default_transaction_read_only=off" : undefined;
  const client = new Client({ host: "127.0.0.1", port, database, user, options });
  // A case may end this session from another one.
  client.on("error", () => {});
  await client.connect();
  return client;
}
