import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { postmasterOf } from "../embedded/orphan";
import { ADMIN_MEMBERSHIPS } from "./roles";
import { haltSandbox, runSandbox, sandboxState } from "./sandbox";
import type { SandboxSettings } from "./settings";

let dataDir: string;
let settings: SandboxSettings;

beforeAll(async () => {
  dataDir = mkdtempSync(path.join(tmpdir(), "headroom-sandbox-"));
  settings = await runSandbox(dataDir);
});

afterAll(async () => {
  await haltSandbox(dataDir);
  rmSync(dataDir, { recursive: true });
});

async function connect(ssl: boolean): Promise<Client> {
  const client = new Client({
    host: "127.0.0.1",
    port: settings.port,
    user: "postgres",
    password: settings.passwords.admin,
    database: "postgres",
    ssl: ssl && { rejectUnauthorized: false },
  });
  await client.connect();
  return client;
}

async function query(sql: string): Promise<unknown[]> {
  const client = await connect(true);
  const { rows } = await client.query(sql);
  await client.end();
  return rows;
}

async function connectionsOfTheShop(): Promise<number> {
  const [row] = await query("SELECT count(*)::int AS n FROM pg_stat_activity WHERE usename = 'shop'");
  return Number(Object.values(row ?? {})[0]);
}

describe("the sandbox looks like a new PlanetScale database", () => {
  test("its admin has exactly the attributes of PlanetScale's default role, and is no superuser", async () => {
    const sql = `SELECT rolsuper, rolcreatedb, rolcreaterole, rolinherit, rolcanlogin, rolreplication, rolbypassrls
      FROM pg_roles WHERE rolname = 'postgres'`;
    expect(await query(sql)).toEqual([
      {
        rolsuper: false,
        rolcreatedb: true,
        rolcreaterole: true,
        rolinherit: true,
        rolcanlogin: true,
        rolreplication: true,
        rolbypassrls: true,
      },
    ]);
  });

  test("its admin holds exactly those memberships, each with the admin option, besides the role that it made", async () => {
    const sql = `SELECT m.roleid::regrole::text AS role FROM pg_auth_members AS m
      WHERE m.member = 'postgres'::regrole AND m.admin_option ORDER BY role`;
    expect(await query(sql)).toEqual([...ADMIN_MEMBERSHIPS, "shop"].sort().map((role) => ({ role })));
  });

  test("it has 25 connections, logical WAL, TLS, and nothing of Electric's", async () => {
    const sql = `SELECT current_setting('max_connections') AS connections, current_setting('wal_level') AS wal,
      (SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()) AS tls,
      (SELECT count(*)::int FROM pg_roles WHERE rolname = 'electric') AS electric,
      (SELECT count(*)::int FROM pg_publication) AS publications,
      (SELECT count(*)::int FROM pg_replication_slots) AS slots`;
    expect(await query(sql)).toEqual([
      { connections: "25", wal: "logical", tls: true, electric: 0, publications: 0, slots: 0 },
    ]);
  });

  test("it refuses a session without TLS", async () => {
    await expect(connect(false)).rejects.toMatchObject({ code: "28000" });
  });

  test("the application's role owns a dozen tables, among them what makes real schemas hard", async () => {
    const sql = `SELECT count(*) FILTER (WHERE NOT relispartition)::int AS tables,
      count(*) FILTER (WHERE relkind = 'p')::int AS partitioned,
      count(*) FILTER (WHERE relrowsecurity)::int AS guarded,
      bool_and(relowner = 'shop'::regrole) AS owned,
      (SELECT count(*)::int FROM pg_constraint WHERE contype = 'f' AND conparentid = 0) AS foreign_keys,
      (SELECT count(*)::int FROM pg_attribute WHERE attgenerated = 's') AS generated,
      (SELECT pg_get_serial_sequence('categories', 'id')) AS serial
      FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')`;
    expect(await query(sql)).toEqual([
      {
        tables: 13,
        partitioned: 1,
        guarded: 1,
        owned: true,
        foreign_keys: 15,
        generated: 1,
        serial: "public.categories_id_seq",
      },
    ]);
  });

  test("every table has rows", async () => {
    const tables = await query(
      "SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND relname <> 'page_views_2027' AND relname <> 'page_views_other' AND relname <> 'page_views_2026'",
    );
    const client = await connect(true);
    for (const row of tables) {
      const name = String(Object.values(row ?? {})[0]);
      const { rowCount } = await client.query(`SELECT FROM ${name} LIMIT 1`);
      expect([name, rowCount]).toEqual([name, 1]);
    }
    await client.end();
  });

  test("an application holds 6 to 9 connections under its own names", async () => {
    await expect.poll(connectionsOfTheShop).toBeGreaterThanOrEqual(6);
    const seen: number[] = [];
    while (seen.length < 20) {
      seen.push(await connectionsOfTheShop());
      // The looks are spread over some rounds of the application; nothing is awaited here.
      await sleep(100);
    }
    expect(seen.every((held) => held >= 6 && held <= 9)).toBe(true);
    const names = await query(
      "SELECT DISTINCT application_name AS name FROM pg_stat_activity WHERE usename = 'shop' ORDER BY name",
    );
    expect(names).toEqual(expect.arrayContaining([{ name: "shop-web" }, { name: "shop-worker" }]));
  });
});

describe("the sandbox starts and stops", () => {
  test("asked twice at once it starts once", async () => {
    const before = postmasterOf(path.join(dataDir, "sandbox", "data"));
    await Promise.all([runSandbox(dataDir), runSandbox(dataDir)]);
    expect(postmasterOf(path.join(dataDir, "sandbox", "data"))).toBe(before);
    expect(sandboxState()).toBe("running");
  });

  test("its passwords are for its owner's eyes only", () => {
    expect(statSync(path.join(dataDir, "sandbox", "settings.json")).mode & 0o777).toBe(0o600);
  });

  test("stopped it leaves nothing running, and started again it is as it was, on the same port", async () => {
    await query("CREATE TABLE mine AS SELECT 42 AS n");
    await haltSandbox(dataDir);
    expect(sandboxState()).toBe("stopped");
    expect(postmasterOf(path.join(dataDir, "sandbox", "data"))).toBeNull();
    await expect(connect(true)).rejects.toMatchObject({ code: "ECONNREFUSED" });
    expect(await runSandbox(dataDir)).toEqual(settings);
    expect(await query("SELECT n FROM mine")).toEqual([{ n: 42 }]);
  });

  test("killed it is known to be stopped, and starts again with what was committed", async () => {
    await query("INSERT INTO mine VALUES (43)");
    const killed = postmasterOf(path.join(dataDir, "sandbox", "data"));
    if (killed === null) throw new Error("The sandbox does not run.");
    process.kill(killed, "SIGKILL");
    await expect.poll(sandboxState).toBe("stopped");
    await runSandbox(dataDir);
    expect(await query("SELECT n FROM mine ORDER BY n")).toEqual([{ n: 42 }, { n: 43 }]);
  });
});
