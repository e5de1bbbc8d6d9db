import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Client } from "pg";
import { startCluster, type ClusterOptions } from "../../server/embedded/cluster";

export type OwnDatabase = {
  port: number;
  url: string;
  /** Ends it as a crash does, without a word to its clients. */
  crash(): Promise<void>;
  /** Starts it again where it was. */
  start(): Promise<void>;
  stop(): Promise<void>;
};

const PASSWORD = "correct horse";

/** Starts a Postgres 17 that is not Headroom's: two tables, logical WAL off, no role for Electric. */
export async function startOwnDatabase(): Promise<OwnDatabase> {
  const folder = mkdtempSync(path.join(tmpdir(), "headroom-own-"));
  const options: ClusterOptions = {
    major: 17,
    dataDir: path.join(folder, "data"),
    superuser: "owner",
    password: PASSWORD,
    // A crash here is one of its processes, after which the kernel still has every page.
    settings: { fsync: "off" },
  };
  let cluster = await startCluster(options);
  const { port } = cluster;
  const url = `postgresql://owner:${encodeURIComponent(PASSWORD)}@127.0.0.1:${port}/postgres`;
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query(`
    CREATE TABLE notes (id bigint PRIMARY KEY, body text);
    CREATE TABLE "Weird ""Table" (id bigint PRIMARY KEY);
  `);
  await client.end();
  return {
    port,
    url,
    async crash() {
      process.kill(cluster.pid, "SIGQUIT");
      await cluster.ended;
    },
    async start() {
      cluster = await startCluster({ ...options, port });
    },
    // As a crash: an orderly stop waits for every session that still streams, for example after a test that failed half way.
    async stop() {
      process.kill(cluster.pid, "SIGQUIT");
      await cluster.ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
