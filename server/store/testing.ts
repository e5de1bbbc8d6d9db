import "server-only";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { startCluster, type ClusterOptions } from "../embedded/cluster";
import { copyCluster } from "../watched/faults/template";
import { closeStore, pointStoreAt } from "./db";
import { migrateStore } from "./migrate";

export type TestStore = { folder: string; url: string; stop(): Promise<void> };

/** Starts a real, migrated, empty store and points this process at it. For tests. */
export async function startTestStore(): Promise<TestStore> {
  const folder = mkdtempSync(path.join(tmpdir(), "headroom-store-"));
  const options: ClusterOptions = {
    major: 18,
    dataDir: path.join(folder, "data"),
    superuser: "headroom",
    settings: { fsync: "off" },
  };
  await copyCluster(options, 0);
  const cluster = await startCluster(options);
  const url = `postgresql://headroom@127.0.0.1:${cluster.port}/postgres`;
  pointStoreAt(url);
  await migrateStore();
  return {
    folder,
    url,
    async stop() {
      await closeStore();
      await cluster.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
