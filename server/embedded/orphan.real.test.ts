import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Client } from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { ClusterOptions } from "./cluster";
import { postmasterOf, startOver, stopOrphan } from "./orphan";

let folder: string;
let options: ClusterOptions;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "headroom-orphan-"));
  options = { major: 18, dataDir: path.join(folder, "data"), superuser: "postgres", password: "pw" };
});

afterEach(async () => {
  await stopOrphan(options.dataDir);
  rmSync(folder, { recursive: true });
});

async function query(port: number, sql: string): Promise<unknown[]> {
  const login = { host: "127.0.0.1", port, user: "postgres", password: "pw", database: "postgres" };
  const client = new Client(login);
  await client.connect();
  const { rows } = await client.query(sql);
  await client.end();
  return rows;
}

test("a Postgres that was left running is replaced, and keeps its rows", async () => {
  const first = await startOver(options);
  await query(first.port, "CREATE TABLE kept AS SELECT 42 AS n");
  const second = await startOver(options);
  await first.ended;
  expect(second.pid).not.toBe(first.pid);
  expect(postmasterOf(options.dataDir)).toBe(second.pid);
  expect(await query(second.port, "SELECT n FROM kept")).toEqual([{ n: 42 }]);
  await second.stop();
  expect(postmasterOf(options.dataDir)).toBeNull();
});

test("a Postgres that was killed starts again at once, with what was committed", async () => {
  const first = await startOver(options);
  await query(first.port, "CREATE TABLE kept AS SELECT 42 AS n");
  process.kill(first.pid, "SIGKILL");
  const second = await startOver(options);
  expect(await query(second.port, "SELECT n FROM kept")).toEqual([{ n: 42 }]);
});

test("a stranger who bears the number of a Postgres long gone is left alone, and is no obstacle", async () => {
  const first = await startOver(options);
  await query(first.port, "CREATE TABLE kept AS SELECT 42 AS n");
  await first.stop();
  const file = path.join(options.dataDir, "postmaster.pid");
  writeFileSync(file, [process.pid, options.dataDir, 1, first.port, "", "127.0.0.1", ""].join("\n"));
  expect(await stopOrphan(options.dataDir)).toBe(false);
  const second = await startOver(options);
  expect(await query(second.port, "SELECT n FROM kept")).toEqual([{ n: 42 }]);
});
