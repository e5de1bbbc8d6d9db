import "server-only";
import { chownSync, existsSync, mkdirSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { initCluster, type Cluster, type ClusterOptions } from "../embedded/cluster";
import { startOver } from "../embedded/orphan";
import { selfSigned } from "./certificate";
import { PLATFORM, customerSql, platformSql } from "./roles";
import { sandboxClient } from "./session";
import { sandboxSettings, type SandboxSettings } from "./settings";
import { shopRowsSql } from "./shop-rows";
import { shopSchemaSql } from "./shop-schema";

/** As on PlanetScale each login takes TLS and a password; the platform itself needs no TLS. */
const HBA = `
hostnossl all ${PLATFORM} 127.0.0.1/32 scram-sha-256
hostssl all all 127.0.0.1/32 scram-sha-256
hostssl replication all 127.0.0.1/32 scram-sha-256
`;

/** Settings of a small new PlanetScale database, once \`wal_level\` was set; one of its 25 connections is the checker's. */
const SERVER = {
  max_connections: "25",
  wal_level: "logical",
  max_slot_wal_keep_size: "4GB",
  shared_buffers: "32MB",
  ssl: "on",
};

function writeOwned(dataDir: string, file: string, text: string): void {
  const full = path.join(dataDir, file);
  writeFileSync(full, text, { mode: 0o600 });
  const { uid, gid } = statSync(dataDir);
  chownSync(full, uid, gid);
}

async function furnish({ port, passwords }: SandboxSettings): Promise<void> {
  const client = sandboxClient({ port, user: PLATFORM, password: passwords.platform, tls: false });
  await client.connect();
  try {
    const { rowCount } = await client.query("SELECT FROM pg_roles WHERE rolname = 'shop'");
    if (rowCount !== 0) return;
    const settings = { port, passwords };
    await client.query("BEGIN");
    await client.query(platformSql(settings));
    await client.query("SET LOCAL SESSION AUTHORIZATION postgres");
    await client.query(customerSql(settings));
    await client.query("SET LOCAL SESSION AUTHORIZATION shop");
    await client.query(shopSchemaSql + shopRowsSql);
    await client.query("COMMIT");
    await client.query("ANALYZE");
  } finally {
    await client.end();
  }
}

/**
 * Starts the sandbox's Postgres 18 under `folder`, made and furnished the first time, always on the same port. One that
 * a killed server left running is replaced.
 */
export async function startSandboxCluster(
  folder: string,
): Promise<{ cluster: Cluster; settings: SandboxSettings }> {
  mkdirSync(folder, { recursive: true });
  const settings = await sandboxSettings(folder);
  const dataDir = path.join(folder, "data");
  const options: ClusterOptions = {
    major: 18,
    dataDir,
    port: settings.port,
    superuser: PLATFORM,
    password: settings.passwords.platform,
    settings: SERVER,
  };
  await initCluster(options);
  if (!existsSync(path.join(dataDir, "server.key"))) {
    const { certificate, key } = selfSigned("sandbox.localhost");
    writeOwned(dataDir, "server.crt", certificate);
    writeOwned(dataDir, "pg_hba.conf", HBA);
    writeOwned(dataDir, "server.key", key);
  }
  const cluster = await startOver(options);
  try {
    await furnish(settings);
  } catch (error) {
    await cluster.stop();
    throw error;
  }
  return { cluster, settings };
}
