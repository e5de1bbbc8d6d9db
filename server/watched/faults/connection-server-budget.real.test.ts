import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { checks } from "@/lib/checks";
import { judge } from "@/lib/checks/judge";
import { defaultTarget } from "@/lib/target/schema";
import { freePort } from "@/server/embedded/cluster";
import type { Login } from "../login";
import { visit } from "../visit";
import { findingOf, withDatabase, type Fault, type FaultyDatabase } from "./harness";
import { loginTo } from "./login-to";
import { startPair, type Pair } from "./standby";

const ELECTRIC = "CREATE ROLE electric LOGIN REPLICATION;";

type Case = [checkId: string, status: string, what: string, fault: Fault];

const CASES: Case[] = [
  ["connection.writable", "pass", "nothing is read-only", { sql: ELECTRIC }],
  [
    ...(["connection.writable", "fail", "the role is read-only"] as const),
    { sql: `${ELECTRIC} ALTER ROLE electric SET default_transaction_read_only = on` },
  ],
  [
    ...(["connection.writable", "fail", "the server is read-only"] as const),
    { sql: ELECTRIC, settings: { default_transaction_read_only: "on" } },
  ],
  ["connection.primary", "pass", "it is a primary", { sql: ELECTRIC }],
  ["connection.reachable", "pass", "there is a session", { sql: ELECTRIC }],

  ["server.version", "pass", "it is a version that Electric knows", { major: 18 }],
  ["server.wal_level", "pass", "wal_level is logical", {}],
  ["server.wal_level", "fail", "wal_level is replica", { settings: { wal_level: "replica" } }],
  ["server.replication_slots", "pass", "ten slots are free", {}],
  [
    ...(["server.replication_slots", "fail", "no slot is free"] as const),
    {
      settings: { max_replication_slots: "1" },
      sql: "SELECT pg_create_physical_replication_slot('standby')",
    },
  ],
  ["server.replication_slots", "warn", "one slot is free", { settings: { max_replication_slots: "1" } }],
  ["server.wal_senders", "pass", "ten walsenders are free", {}],
  ["server.wal_senders", "warn", "one walsender is free", { settings: { max_wal_senders: "1" } }],
  ["server.wal_keep", "warn", "a slot may keep WAL without limit", {}],
  ["server.wal_keep", "warn", "less than 4 GB may be kept", { settings: { max_slot_wal_keep_size: "1GB" } }],
  ["server.wal_keep", "pass", "10 GB may be kept", { settings: { max_slot_wal_keep_size: "10GB" } }],
  ["server.timeouts", "pass", "no timeout is fixed", { sql: ELECTRIC }],
  [
    ...(["server.timeouts", "warn", "the role has a statement_timeout"] as const),
    { sql: `${ELECTRIC} ALTER ROLE electric SET statement_timeout = '1s'` },
  ],
  [
    ...(["server.timeouts", "warn", "every role has a lock_timeout"] as const),
    { sql: `${ELECTRIC} ALTER ROLE ALL SET lock_timeout = '1s'` },
  ],
  [
    ...(["server.timeouts", "warn", "walsenders are ended after 10 s"] as const),
    { sql: ELECTRIC, settings: { wal_sender_timeout: "10s" } },
  ],

  ["budget.pool_fits", "pass", "a hundred connections are there", { sql: ELECTRIC }],
  ["budget.role_limit", "pass", "the role has no limit", { sql: ELECTRIC }],
  [
    ...(["budget.role_limit", "fail", "the role may have 10 connections"] as const),
    { sql: `${ELECTRIC} ALTER ROLE electric CONNECTION LIMIT 10` },
  ],
  ["budget.database_limit", "pass", "the database has no limit", { sql: ELECTRIC }],
  [
    "budget.headroom",
    "warn",
    "there are 25 connections",
    { sql: ELECTRIC, settings: { max_connections: "25" } },
  ],
  ["budget.pool_size", "warn", "the pool has one connection", { sql: ELECTRIC, target: { poolSize: 1 } }],
  ["budget.pool_size", "warn", "the pool takes over half", { sql: ELECTRIC, target: { poolSize: 60 } }],
  [
    "budget.deploy_fits",
    "warn",
    "a second instance does not fit",
    { sql: ELECTRIC, target: { poolSize: 95 } },
  ],
];

test.each(CASES)("%s: %s when %s", async (checkId, status, _what, fault) => {
  expect(await findingOf(checkId, fault)).toMatchObject({ id: checkId, status });
});

test("connection.writable: fail when the database is read-only", async () => {
  await withDatabase({ sql: ELECTRIC }, async (database) => {
    await database.admin.query(`ALTER DATABASE ${database.name} SET default_transaction_read_only = on`);
    expect((await database.findingOf("connection.writable")).status).toBe("fail");
  });
});

/** Opens a replication connection of Electric's role, as Electric has one. The driver passes `replication` on untyped. */
async function openWalSender({ port, name }: FaultyDatabase): Promise<Client> {
  const config = {
    host: "127.0.0.1",
    port,
    user: "electric",
    database: name,
    ...{ replication: "database" },
  };
  const walSender = new Client(config);
  await walSender.connect();
  return walSender;
}

test("server.wal_senders: fail when the only walsender is taken", async () => {
  await withDatabase({ settings: { max_wal_senders: "1" }, sql: ELECTRIC }, async (database) => {
    const walSender = await openWalSender(database);
    const finding = await database.findingOf("server.wal_senders");
    await walSender.end();
    expect(finding.status).toBe("fail");
  });
});

/** Opens sessions of the application. */
const hold = (database: FaultyDatabase, count: number) =>
  Promise.all(Array.from({ length: count }, () => database.session("app")));

describe("budget.pool_fits with 25 connections, 22 of them usable, and a pool of 20", () => {
  const fault: Fault = { settings: { max_connections: "25" }, sql: `${ELECTRIC} CREATE ROLE app LOGIN;` };
  const superusers = 2; // the harness: its keeper and the case's admin

  test("does not fail with 2 others, the visitor aside", async () => {
    await withDatabase(fault, async (database) => {
      await hold(database, 2 - superusers);
      expect((await database.findingOf("budget.pool_fits")).status).not.toBe("fail");
    });
  });

  test("fails with 3 others", async () => {
    await withDatabase(fault, async (database) => {
      await hold(database, 3 - superusers);
      expect((await database.findingOf("budget.pool_fits")).status).toBe("fail");
    });
  });

  test("does not fail because of what a running Electric holds itself", async () => {
    await withDatabase(fault, async (database) => {
      const walSender = await openWalSender(database);
      await walSender.query("SELECT pg_advisory_lock(hashtext('electric_slot_default'))");
      await Promise.all(Array.from({ length: 15 }, () => database.session("electric")));
      const { status } = await database.findingOf("budget.pool_fits");
      await walSender.end();
      expect(status).not.toBe("fail");
    });
  });
});

test.each([
  ["fails", "fail", ELECTRIC],
  [
    "does not fail for a member of pg_use_reserved_connections",
    "warn",
    `${ELECTRIC} GRANT pg_use_reserved_connections TO electric`,
  ],
])(
  "budget.pool_fits %s when 2 of 25 connections are reserved and 2 others are there",
  async (_what, status, sql) => {
    const settings = { max_connections: "25", reserved_connections: "2" };
    const { status: found } = await findingOf("budget.pool_fits", { settings, sql });
    expect(found === "pass" ? "warn" : found).toBe(status);
  },
);

test("budget.database_limit: fail when the database may have 10 connections", async () => {
  await withDatabase({ sql: ELECTRIC }, async (database) => {
    await database.admin.query(`ALTER DATABASE ${database.name} CONNECTION LIMIT 10`);
    expect((await database.findingOf("budget.database_limit")).status).toBe("fail");
  });
});

describe("connection.reachable", () => {
  const statusOf = async (login: Login) => {
    const check = checks.find(({ id }) => id === "connection.reachable");
    const snapshot = await visit(login, defaultTarget);
    return {
      kind: snapshot.connection.failure?.kind,
      status: check && judge(check, snapshot, defaultTarget).status,
    };
  };

  test("fails where the database is missing, the port is closed, or the role may not have one more session", async () => {
    const sql = "CREATE ROLE app LOGIN CONNECTION LIMIT 1";
    await withDatabase({ sql, visitor: "app" }, async ({ login, session }) => {
      expect(await statusOf({ ...login, database: "nowhere" })).toEqual({
        kind: "database-missing",
        status: "fail",
      });
      expect(await statusOf({ ...login, port: await freePort() })).toEqual({
        kind: "refused",
        status: "fail",
      });
      await session("app");
      expect(await statusOf(login)).toEqual({ kind: "role-limit", status: "fail" });
    });
  });

  test("fails where every connection that an ordinary role may have is taken", async () => {
    const fault = { settings: { max_connections: "8" }, sql: "CREATE ROLE app LOGIN", visitor: "app" };
    await withDatabase(fault, async (database) => {
      // 8 less 3 reserved for superusers; the harness's own two count as well.
      await hold(database, 3);
      expect(await statusOf(database.login)).toEqual({ kind: "full", status: "fail" });
    });
  });
});

describe("a replica", () => {
  let pair: Pair;
  beforeAll(async () => {
    pair = await startPair({ major: 17, sql: ELECTRIC });
  });
  afterAll(() => pair.stop());

  test("connection.primary: fail", async () => {
    const check = checks.find(({ id }) => id === "connection.primary");
    const snapshot = await visit(loginTo(pair.standby.port, "postgres", "postgres"), defaultTarget, {});
    expect(check && judge(check, snapshot, defaultTarget).status).toBe("fail");
  });
});

test("connection.ipv6 judges the addresses that the visit resolved, with a session or without", async () => {
  await withDatabase({ sql: ELECTRIC }, async (database) => {
    const check = checks.find(({ id }) => id === "connection.ipv6");
    if (check === undefined) throw new Error("There is no check connection.ipv6.");
    const at = async (host: string) => {
      const snapshot = await visit({ ...database.login, host }, defaultTarget, {});
      return [snapshot.connection.addresses, judge(check, snapshot, defaultTarget).status];
    };
    expect(await at("127.0.0.1")).toEqual([["127.0.0.1"], "pass"]);
    expect(await at("::1")).toEqual([["::1"], "fail"]);
  });
});

test("connections that RDS keeps for its superuser are not usable, and a setting of that name alone changes nothing", async () => {
  await withDatabase({ major: 14, sql: ELECTRIC }, async (database) => {
    const reserved = async () => (await database.look()).server.superuserReservedConnections;
    const plain = await reserved();
    const set = (value: string) =>
      database.admin.query(
        `ALTER DATABASE ${database.admin.escapeIdentifier(database.name)} SET rds.rds_superuser_reserved_connections = '${value}'`,
      );
    await set("2");
    expect(await reserved()).toBe(plain);
    await database.admin.query("CREATE ROLE rdsadmin SUPERUSER");
    expect(await reserved()).toBe(plain + 2);
    await set("many");
    expect(await reserved()).toBe(plain);
  });
});
