import type { Client } from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { refreshed } from "@/lib/sample/tick";
import { isUnseen } from "@/lib/snapshot/seen";
import { clusterFor, open, SUPERUSER } from "./faults/clusters";
import { readSlot, replicationSession } from "./faults/replication";
import { GuardedClient } from "./guarded-client";
import { readFacts, readSample, readTick } from "./sample";

const ROLE = `elec"tric's\nrole`;
const names = { database: "postgres", role: ROLE, slot: "electric_slot_default" };

/** Returns what a role sees, in both depths, at the same moment. */
async function look(client: Client) {
  const facts = await readFacts(new GuardedClient(client));
  const sample = await readSample(new GuardedClient(client), names, facts);
  const tick = await readTick(new GuardedClient(client), names, facts);
  return { sample, tick };
}

describe.each([14, 15, 16, 17, 18] as const)("a sample on Postgres %i", (major) => {
  let admin: Client;
  let port: number;
  const opened: Client[] = [];
  const connect = async (user: string, database = "postgres") => {
    const client = await open(port, database, user);
    opened.push(client);
    return client;
  };

  beforeAll(async () => {
    ({ port } = await clusterFor(major, { max_slot_wal_keep_size: "4GB", autovacuum_naptime: "1" }));
    admin = await open(port, "postgres", SUPERUSER);
    await admin.query(`
      CREATE ROLE "elec""tric's\nrole" LOGIN REPLICATION CONNECTION LIMIT 30;
      CREATE ROLE plain LOGIN;
      CREATE ROLE monitor LOGIN;
      GRANT pg_monitor TO monitor;
      CREATE ROLE blind LOGIN;
      CREATE FUNCTION public.count(integer) RETURNS bigint LANGUAGE sql AS 'SELECT 0::bigint / 0';
      ALTER ROLE plain SET search_path = public, pg_catalog;
      CREATE PUBLICATION electric_publication_default;
    `);
    await admin.query("SELECT pg_create_logical_replication_slot('electric_slot_default', 'pgoutput')");
  });

  afterAll(async () => {
    for (const client of opened) await client.end().catch(() => {});
    await admin.query("SELECT pg_drop_replication_slot('electric_slot_default')");
    await admin.end();
  });

  test("counts sessions and no walsender, for every role, and the tick agrees", async () => {
    const reader = await readSlot(admin, {
      port,
      database: "postgres",
      role: ROLE,
      slot: names.slot,
      lock: true,
    });
    await connect(ROLE);
    await connect(ROLE);
    for (const user of [SUPERUSER, "monitor", "plain"]) {
      const client = await open(port, "postgres", user);
      const { sample, tick } = await look(client);
      if (isUnseen(sample.activity)) throw new Error("its role may look");
      const ofElectric = sample.activity.groups.filter(({ role }) => role === ROLE);
      expect(ofElectric.reduce((sum, { count }) => sum + count, 0)).toBe(2);
      expect(sample.walSenderPids).toHaveLength(1);
      expect(tick.counts.find(({ role }) => role === ROLE)).toEqual({
        role: ROLE,
        database: "postgres",
        count: 2,
      });
      expect(refreshed(sample, tick)).not.toBeNull();
      expect(sample.activity.groups.filter(({ own }) => own)).toHaveLength(1);
      expect(sample.activity.hidden > 0).toBe(user === "plain");
      expect(sample.role).toMatchObject({ superuser: false, connectionLimit: 30 });
      expect(sample.server).toMatchObject({ maxConnections: 100, maxSlotWalKeepBytes: 4 * 1024 ** 3 });
      await client.end();
    }
    await reader.stop();
  });

  test("tells the lock's holder, who waits for it, and who was there before the walsender", async () => {
    const admins = [await connect(ROLE), await connect(ROLE)];
    const reader = await readSlot(admin, {
      port,
      database: "postgres",
      role: ROLE,
      slot: names.slot,
      lock: true,
    });
    const second = await replicationSession({ port, database: "postgres", role: ROLE });
    const waiting = second.query(`SELECT pg_advisory_lock(hashtext('${names.slot}'))`).catch(() => {});
    await connect(ROLE);
    const client = await connect("monitor");
    await expect
      .poll(async () => (await look(client)).sample.electricLock)
      .toMatchObject({ holderRole: ROLE, waiting: 1 });
    const { sample } = await look(client);
    if (isUnseen(sample.activity) || isUnseen(sample.slots)) throw new Error("its role may look");
    expect(sample.slots[0]).toMatchObject({ name: names.slot, active: true, database: "postgres" });
    const before = sample.activity.groups
      .filter(({ role }) => role === ROLE)
      .reduce((sum, { beforeWalSender }) => sum + (beforeWalSender ?? Number.NaN), 0);
    expect(before).toBe(admins.length + 2);
    await second.end();
    await waiting;
    await reader.stop();
  });

  test("says how old a transaction is, how long a session is idle, and where it comes from", async () => {
    const busy = await connect("plain");
    await busy.query("SET application_name = 'it''s \"<b>'; BEGIN; SELECT 1");
    const { sample } = await look(await connect("monitor"));
    if (isUnseen(sample.activity)) throw new Error("its role may look");
    expect(sample.activity.groups).toContainEqual({
      role: "plain",
      database: "postgres",
      applicationName: `it's "<b>`,
      address: "127.0.0.1",
      state: "idle in transaction",
      count: 1,
      own: false,
      oldestTransactionMs: expect.any(Number),
      longestIdleMs: expect.any(Number),
      beforeWalSender: null,
    });
    await busy.query("ROLLBACK");
  });

  test("a role to which the views are closed gets no guess, but the grant", async () => {
    await admin.query(`
      REVOKE SELECT ON pg_catalog.pg_stat_activity, pg_catalog.pg_replication_slots, pg_catalog.pg_locks FROM PUBLIC
    `);
    try {
      const { sample, tick } = await look(await connect("blind"));
      for (const part of [sample.activity, sample.slots, sample.electricLock, tick.slots])
        expect(part).toEqual({ unseen: true, grant: expect.stringContaining('TO "blind"') });
      expect(refreshed(sample, tick)).not.toBeNull();
    } finally {
      await admin.query(`
        GRANT SELECT ON pg_catalog.pg_stat_activity, pg_catalog.pg_replication_slots, pg_catalog.pg_locks TO PUBLIC
      `);
    }
  });

  test("parallel workers take no connection, though a tick sees them come and go", async () => {
    const worker = await connect(SUPERUSER);
    await worker.query(`
      CREATE TABLE IF NOT EXISTS wide AS SELECT g AS id, repeat('x', 500) AS text FROM generate_series(1, 20000) g;
      ANALYZE wide;
      SET parallel_setup_cost = 0; SET parallel_tuple_cost = 0; SET min_parallel_table_scan_size = 0;
    `);
    const client = await connect("monitor");
    const facts = await readFacts(new GuardedClient(client));
    const scan = worker
      .query("SELECT count(*) FROM wide w1, wide w2 WHERE w1.text < w2.text")
      .catch(() => {});
    const look = async () => {
      const { activity, uncounted, counts } = await readSample(new GuardedClient(client), names, facts);
      if (isUnseen(activity)) throw new Error("its role may look");
      const sum = (all: readonly { count: number }[]) => all.reduce((total, { count }) => total + count, 0);
      const workers = uncounted.find(({ type }) => type === "parallel worker")?.count ?? 0;
      const sessions = sum(activity.groups);
      const { rows } = await admin.query<{ count: number }>(
        "SELECT count(*)::int AS count FROM pg_stat_activity WHERE backend_type = 'client backend'",
      );
      return {
        some: workers > 0,
        taken: sessions - (rows[0]?.count ?? 0),
        ticked: sum(counts) - sessions - workers,
      };
    };
    // A worker that is starting up has its type before its database and role (pgstat_bestart_initial, 18): asked again.
    await expect.poll(look).toEqual({ some: true, taken: 0, ticked: 0 });
    await admin.query(
      "SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE query LIKE 'SELECT count(*) FROM wide%'",
    );
    await scan;
    await admin.query("DROP TABLE wide");
  });
});
