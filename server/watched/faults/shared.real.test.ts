import { Client } from "pg";
import { expect, test } from "vitest";
import { fingerprintOf } from "./fingerprint";
import { takeShared } from "./shared";

/** A superuser of its own name makes it a kind that no other file uses. */
const KIND = { major: 17, superuser: "sharer", settings: { fsync: "off" }, database: "postgres" } as const;

async function take() {
  const cluster = await takeShared(KIND);
  if (cluster === null) throw new Error("There is no folder to share clusters in.");
  return cluster;
}

async function inside<T>(port: number, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ host: "127.0.0.1", port, user: KIND.superuser, database: KIND.database });
  client.on("error", () => {});
  await client.connect();
  return work(client).finally(() => client.end());
}

test("a cluster goes on to the next file when nothing was left there, and to one file only", async () => {
  const first = await take();
  await inside(first.port, async (client) => {
    await client.query("CREATE DATABASE passing");
    await client.query("CREATE ROLE passing");
    await client.query("DROP DATABASE passing");
    await client.query("DROP ROLE passing");
  });
  const open = new Client({
    host: "127.0.0.1",
    port: first.port,
    user: KIND.superuser,
    database: "postgres",
  });
  const ended = new Promise((resolve) => open.on("error", resolve));
  await open.connect();
  await first.giveBack();
  await ended;
  const second = await take();
  expect(second.port).toBe(first.port);
  const third = await take();
  expect(third.port).not.toBe(second.port);
  await inside(third.port, (client) => client.query("CREATE ROLE left_behind"));
  await third.giveBack();
  await expect(inside(third.port, (client) => client.query("SELECT 1"))).rejects.toThrow();
  await second.giveBack();
});

test("whatever a test can leave in a cluster is noticed", async () => {
  const cluster = await take();
  await inside(cluster.port, async (client) => {
    for (const change of [
      "CREATE DATABASE left_behind",
      "ALTER ROLE ALL SET work_mem = '1MB'",
      "GRANT pg_monitor TO pg_read_all_data",
      "CREATE TABLE left_behind ()",
      "GRANT SET ON PARAMETER log_statement TO PUBLIC",
      "SELECT pg_create_physical_replication_slot('left_behind')",
      "ALTER SYSTEM SET work_mem = '1MB'",
    ]) {
      const before = await fingerprintOf(client, KIND.major);
      expect(await fingerprintOf(client, KIND.major)).toBe(before);
      await client.query(change);
      expect(await fingerprintOf(client, KIND.major), change).not.toBe(before);
    }
  });
  await cluster.giveBack();
});
