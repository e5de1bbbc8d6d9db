import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Client } from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";
import { postmasterOf, stopOrphan } from "../embedded/orphan";
import { eventually } from "../testing/eventually";
import { makeDataDir } from "./data-dir";
import { openStore, type Store } from "./store";

let folder: string;
let dataDir: string;
const opened: Store[] = [];

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "headroom-store-"));
  dataDir = path.join(folder, ".data");
  makeDataDir(dataDir);
});

afterEach(async () => {
  for (const store of opened.splice(0)) await store.stop();
  await stopOrphan(path.join(dataDir, "store"));
  rmSync(folder, { recursive: true });
});

async function open(): Promise<Store> {
  const store = await openStore(dataDir, null);
  opened.push(store);
  return store;
}

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query(sql);
  await client.end();
  return rows;
}

test("the store keeps its rows over a stop and a start", async () => {
  const first = await open();
  await query(first.url, "CREATE TABLE kept AS SELECT 42 AS n");
  await first.stop();
  expect(postmasterOf(path.join(dataDir, "store"))).toBeNull();
  const second = await open();
  expect(await query(second.url, "SELECT n FROM kept")).toEqual([{ n: 42 }]);
});

test("a store that dies is started again on the same port, with its rows", async () => {
  const store = await open();
  await query(store.url, "CREATE TABLE kept AS SELECT 42 AS n");
  const killed = postmasterOf(path.join(dataDir, "store"));
  if (killed === null) throw new Error("The store does not run.");
  process.kill(killed, "SIGKILL");
  const rows = await eventually(() => query(store.url, "SELECT n FROM kept"));
  expect(rows).toEqual([{ n: 42 }]);
  expect(postmasterOf(path.join(dataDir, "store"))).not.toBe(killed);
});

test("nobody gets in without the password, which only its owner can read", async () => {
  const store = await open();
  const file = path.join(dataDir, "store.password");
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(statSync(dataDir).mode & 0o007).toBeLessThanOrEqual(0o001);
  const wrong = store.url.replace(readFileSync(file, "utf8"), "wrong");
  await expect(query(wrong, "SELECT 1")).rejects.toMatchObject({ code: "28P01" });
});

test("a store whose password file is gone is not touched, and the text says what to do", async () => {
  const store = await open();
  await store.stop();
  rmSync(path.join(dataDir, "store.password"));
  await expect(open()).rejects.toThrow(/store\.password is missing\. Put it back/);
});

test("a store of somebody else's is used as it is", async () => {
  const store = await openStore(dataDir, "postgres://user@example.com/db");
  expect(store).toMatchObject({ url: "postgres://user@example.com/db", port: null });
  expect(postmasterOf(path.join(dataDir, "store"))).toBeNull();
});
