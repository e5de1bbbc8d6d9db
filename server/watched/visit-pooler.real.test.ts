import { Client } from "pg";
import { expect, test } from "vitest";
import { checks } from "@/lib/checks";
import { judge } from "@/lib/checks/judge";
import { defaultTarget } from "@/lib/target/schema";
import { withDatabase, type FaultyDatabase } from "./faults/harness";
import { startPgBouncer } from "./testing/pgbouncer";
import { visit } from "./visit";

const SQL = "CREATE ROLE electric LOGIN REPLICATION; CREATE TABLE items (id int PRIMARY KEY)";

type Mode = "transaction" | "session" | "statement";

/** Runs work with a PgBouncer in front of a database that has one session for all its clients. */
const behindPgBouncer = (mode: Mode, run: (database: FaultyDatabase, port: number) => Promise<void>) =>
  withDatabase({ sql: SQL }, async (database) => {
    const pooler = await startPgBouncer({
      upstream: database.port,
      users: { postgres: "any" },
      settings: { pool_mode: mode, default_pool_size: "1", auth_type: "trust" },
    });
    try {
      await run(database, pooler.port);
    } finally {
      await pooler.stop();
    }
  });

test.each(["transaction", "session"] as const)(
  "a visit through PgBouncer in %s mode sees everything, and proves the pooler",
  async (mode) => {
    await behindPgBouncer(mode, async (database, port) => {
      const snapshot = await visit({ ...database.login, port }, defaultTarget);
      expect(snapshot).toMatchObject({
        reached: true,
        relations: [{ name: "items" }],
        role: { name: "electric" },
      });
      expect(snapshot.connection.pooler.proven).toHaveLength(1);
      const direct = checks.find(({ id }) => id === "connection.direct");
      expect(direct && judge(direct, snapshot, defaultTarget).status).toBe("fail");
    });
  },
);

test("the direct way to the same database proves no pooler", async () => {
  await withDatabase({ sql: SQL }, async (database) => {
    expect((await database.visit()).connection.pooler).toEqual({ suspected: [], proven: [] });
    expect((await database.findingOf("connection.direct")).status).toBe("pass");
  });
});

test("a visit through a transaction pooler leaves nothing in the session that the next client gets", async () => {
  await behindPgBouncer("transaction", async ({ login, name }, port) => {
    const open = async () => {
      const client = new Client({ host: "127.0.0.1", port, database: name, user: login.user });
      await client.connect();
      return client;
    };
    const settings = async () => {
      const client = await open();
      const { rows } = await client.query(
        `SELECT pg_backend_pid() AS pid, name, setting FROM pg_settings
         WHERE name <> 'application_name' AND name NOT LIKE 'headroom.%' ORDER BY name`,
      );
      const bound = await client.query("SELECT coalesce(current_setting('headroom.role', true), '') AS role");
      await client.end();
      return { rows, bound: bound.rows };
    };
    const before = await settings();
    expect((await visit({ ...login, port }, defaultTarget)).reached).toBe(true);
    expect(await settings()).toEqual(before);
    expect(before.bound).toEqual([{ role: "" }]);
  });
});

test("visits that come together share the one session of a transaction pooler, one after the other", async () => {
  await behindPgBouncer("transaction", async ({ login }, port) => {
    const visits = await Promise.all([1, 2, 3, 4].map(() => visit({ ...login, port }, defaultTarget)));
    expect(visits.map(({ reached }) => reached)).toEqual([true, true, true, true]);
  });
});

test("PgBouncer in statement mode, which refuses transactions, is a failure and not an exception", async () => {
  await behindPgBouncer("statement", async ({ login }, port) => {
    const { reached, connection } = await visit({ ...login, port }, defaultTarget);
    expect(reached).toBe(false);
    expect(connection.failure).toMatchObject({ stage: "query", sqlstate: "08P01" });
  });
});
