import type { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { whoseBackend } from "./electrics";
import { clusterFor, open, SUPERUSER } from "./faults/clusters";
import { readSlot } from "./faults/replication";
import { GuardedClient } from "./guarded-client";

const names = { slot: "electric_slot_default", role: "electric" };
const opened: Client[] = [];
let port: number;
let admin: Client;
let reader: { stop(): Promise<void> };

const connect = async (user: string) => {
  const client = await open(port, "postgres", user);
  opened.push(client);
  return client;
};
const pidOf = async (client: Client) =>
  (await client.query<{ pid: number }>("SELECT pg_backend_pid() AS pid")).rows[0]?.pid ?? 0;

const ofElectric = async (client: Client, pid: number, of = names) =>
  (await whoseBackend(new GuardedClient(client), pid, of))?.electric;

beforeAll(async () => {
  ({ port } = await clusterFor(17, {}));
  admin = await connect(SUPERUSER);
  await admin.query("CREATE ROLE electric LOGIN REPLICATION; CREATE ROLE plain LOGIN");
  await admin.query("CREATE PUBLICATION electric_publication_default");
  await admin.query("SELECT pg_create_logical_replication_slot('electric_slot_default', 'pgoutput')");
  reader = await readSlot(admin, { port, database: "postgres", role: "electric", slot: names.slot });
});
afterAll(async () => {
  await reader.stop();
  for (const client of opened) await client.end();
});

test("a role without any right tells Electric's walsender, its other sessions and everybody else apart", async () => {
  const plain = await connect("plain");
  const { rows } = await admin.query<{ active_pid: number }>("SELECT active_pid FROM pg_replication_slots");
  expect(await ofElectric(plain, rows[0]?.active_pid ?? 0, names)).toBe("walsender");
  expect(await ofElectric(plain, await pidOf(await connect("electric")), names)).toBe("session");
  expect(await ofElectric(plain, await pidOf(admin), names)).toBeNull();
  expect(await whoseBackend(new GuardedClient(plain), 2 ** 31 - 1, names)).toBeNull();
  expect(await whoseBackend(new GuardedClient(plain), await pidOf(admin), names)).toMatchObject({
    role: SUPERUSER,
    database: "postgres",
  });
});

test("another Electric's walsender is a session of its role, not the walsender of this one", async () => {
  const { rows } = await admin.query<{ active_pid: number }>("SELECT active_pid FROM pg_replication_slots");
  const pid = rows[0]?.active_pid ?? 0;
  expect(await ofElectric(admin, pid, { ...names, slot: "electric_slot_blue" })).toBe("session");
  expect(await ofElectric(admin, pid, { slot: "electric_slot_blue", role: "it's another" })).toBeNull();
});
