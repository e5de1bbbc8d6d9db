import "server-only";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Client } from "pg";
import { startCluster } from "../embedded/cluster";
import { takeShared } from "../watched/faults/shared";
import { closeStore, pointStoreAt } from "./db";
import { migrateStore } from "./migrate";

export type TestStore = { folder: string; url: string; stop(): Promise<void> };

const KIND = { major: 18, superuser: "headroom", settings: { fsync: "off" } } as const;

const urlOf = (port: number, database: string) =>
  `postgresql://${KIND.superuser}@127.0.0.1:${port}/${database}`;

/** Runs statements one by one, beside all stores. */
async function beside(port: number, ...statements: string[]): Promise<void> {
  const client = new Client({ connectionString: urlOf(port, "postgres") });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}

/** Migrates a store once, for all stores that are copies of it. */
async function makeMigrated(port: number): Promise<void> {
  await beside(port, "CREATE DATABASE migrated");
  pointStoreAt(urlOf(port, "migrated"));
  await migrateStore();
  await closeStore();
}

type Server = { url: string; done(): Promise<void> };

let made = 0;

/**
 * Uses a server that another test file may have used before, with a new database. Its name is no other file's, whose
 * program may still try to reach its own.
 */
async function sharedServer(): Promise<Server | null> {
  const shared = await takeShared({ ...KIND, database: "postgres", prepare: makeMigrated });
  if (shared === null) return null;
  const { port, giveBack } = shared;
  const name = `store_${process.pid}_${++made}`;
  await beside(port, `CREATE DATABASE ${name} TEMPLATE migrated STRATEGY file_copy`);
  return {
    url: urlOf(port, name),
    async done() {
      await beside(port, `DROP DATABASE ${name} WITH (FORCE)`);
      await giveBack();
    },
  };
}

/** Starts a server for a store of its own, for a program that is no integration test. */
async function startOwn(dataDir: string): Promise<Server> {
  const { port, stop } = await startCluster({ ...KIND, dataDir });
  const url = urlOf(port, "postgres");
  pointStoreAt(url);
  await migrateStore();
  return { url, done: stop };
}

/** Makes a real, migrated, empty store and points this process at it. For tests. */
export async function startTestStore(): Promise<TestStore> {
  const folder = mkdtempSync(path.join(tmpdir(), "headroom-store-"));
  const server = (await sharedServer()) ?? (await startOwn(path.join(folder, "data")));
  pointStoreAt(server.url);
  return {
    folder,
    url: server.url,
    async stop() {
      await closeStore();
      await server.done();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
