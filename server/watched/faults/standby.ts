import "server-only";
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Client } from "pg";
import type { Major } from "@/server/embedded/binaries";
import { startCluster, type Cluster, type ClusterOptions } from "@/server/embedded/cluster";
import { copyCluster } from "./template";

export type Pair = { primary: Cluster; standby: Cluster; stop(): Promise<void> };

const SUPERUSER = "postgres";

/** The two functions of an online backup were renamed in Postgres 15. */
const backup = (major: Major) =>
  major >= 15
    ? { start: "SELECT pg_backup_start('clone', true)", stop: "SELECT labelfile FROM pg_backup_stop(false)" }
    : {
        start: "SELECT pg_start_backup('clone', true, false)",
        stop: "SELECT labelfile FROM pg_stop_backup(false)",
      };

/** Starts a primary, runs `sql` on its database `postgres`, and starts a hot standby that streams from it. */
export async function startPair(options: {
  major: Major;
  sql: string;
  settings?: Record<string, string>;
}): Promise<Pair> {
  const folder = mkdtempSync(path.join(tmpdir(), "headroom-pair-"));
  const common = { major: options.major, superuser: SUPERUSER };
  const settings = { wal_level: "logical", fsync: "off", ...options.settings };
  const leading: ClusterOptions = { ...common, dataDir: path.join(folder, "primary"), settings };
  await copyCluster(leading, 1);
  const primary = await startCluster(leading);
  const client = new Client({ host: "127.0.0.1", port: primary.port, user: SUPERUSER, database: "postgres" });
  await client.connect();
  await client.query(options.sql);
  await client.query(backup(options.major).start);
  const dataDir = path.join(folder, "standby");
  cpSync(path.join(folder, "primary"), dataDir, {
    recursive: true,
    filter: (source) => path.basename(source) !== "postmaster.pid",
  });
  const { rows } = await client.query<{ labelfile: string }>(backup(options.major).stop);
  await client.end();
  writeFileSync(path.join(dataDir, "backup_label"), rows[0]?.labelfile ?? "");
  writeFileSync(path.join(dataDir, "standby.signal"), "");
  const primary_conninfo = `host=127.0.0.1 port=${primary.port} user=${SUPERUSER}`;
  const standby = await startCluster({ ...common, dataDir, settings: { ...settings, primary_conninfo } });
  return {
    primary,
    standby,
    async stop() {
      await standby.stop();
      await primary.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
