import { expect, test } from "vitest";
import { MAJORS } from "@/server/embedded/binaries";
import { versionsFor } from "@/server/testing/versions";
import { withDatabase } from "./faults/harness";

const ELECTRIC = "CREATE ROLE electric LOGIN REPLICATION;";

test.each(MAJORS)(
  "Postgres %i: memberships are told apart by whether rights are inherited",
  async (major) => {
    const without =
      major >= 16
        ? "GRANT app TO electric WITH INHERIT FALSE"
        : "ALTER ROLE electric NOINHERIT; GRANT app TO electric";
    const sql = `${ELECTRIC} CREATE ROLE app; CREATE ROLE beyond; GRANT beyond TO app; ${without};`;
    await withDatabase({ major, sql }, async (database) => {
      const { role } = await database.look();
      expect(role).toMatchObject({ inheritsFrom: [], memberWithoutInherit: ["app", "beyond"] });
      expect(role?.inherit).toBe(major >= 16);
    });
  },
);

test("a superuser as Electric's role lists its memberships, not every role there is", async () => {
  const sql =
    "CREATE ROLE electric SUPERUSER LOGIN; CREATE ROLE app; CREATE ROLE other; GRANT app TO electric";
  await withDatabase({ sql }, async (database) => {
    expect((await database.look()).role).toMatchObject({ superuser: true, inheritsFrom: ["app"] });
  });
});

test.each(versionsFor("ends"))(
  "Postgres %i: membership of a provider's replication group is named",
  async (major) => {
    const sql = "CREATE ROLE electric LOGIN; CREATE ROLE rds_replication; GRANT rds_replication TO electric";
    await withDatabase({ major, sql }, async (database) => {
      expect((await database.look()).role).toMatchObject({
        replication: false,
        replicationThrough: "rds_replication",
      });
    });
  },
);

test.each([
  ["CREATE ROLE rdsadmin SUPERUSER", "rds"],
  ["CREATE ROLE rdsadmin", "other"],
  ["CREATE ROLE cloudsqladmin SUPERUSER", "cloudsql"],
  ["CREATE ROLE azuresu SUPERUSER", "azure"],
])("over an address that tells nothing, %s makes the server known as one of: %s", async (sql, provider) => {
  await withDatabase({ sql: `${sql}; CREATE ROLE looker LOGIN`, visitor: "looker" }, async (database) => {
    expect((await database.look()).connection.provider).toBe(provider);
  });
});

test.each([16, 17, 18] as const)(
  "Postgres %i: a member of pg_use_reserved_connections is known",
  async (major) => {
    const fault = {
      major,
      settings: { reserved_connections: "2" },
      sql: `${ELECTRIC} GRANT pg_use_reserved_connections TO electric`,
    };
    await withDatabase(fault, async (database) => {
      const { role, server } = await database.look();
      expect(role?.usesReservedConnections).toBe(true);
      expect(server.reservedConnections).toBe(2);
    });
  },
);

test("a role that never expires, by saying nothing or infinity, has no end", async () => {
  await withDatabase({ sql: ELECTRIC }, async (database) => {
    expect((await database.look()).role?.validUntil).toBeNull();
    await database.admin.query("ALTER ROLE electric VALID UNTIL 'infinity'");
    expect((await database.look()).role?.validUntil).toBeNull();
  });
});

/** initdb writes lc_messages into every server's configuration, with the locale that it ran under. */
const withoutMessages = <Setting extends { name: string }>(settings: readonly Setting[]): Setting[] =>
  settings.filter(({ name }) => name !== "lc_messages");

test.each(versionsFor("ends"))(
  "Postgres %i: of a setting fixed in several places, the nearest to the role counts",
  async (major) => {
    await withDatabase({ major, sql: ELECTRIC }, async (database) => {
      const fix = (sql: string) => database.admin.query(sql);
      const timeout = async () =>
        (await database.look()).role?.settings.filter(({ name }) => name === "statement_timeout");
      expect(await timeout()).toEqual([]);
      await fix("ALTER ROLE ALL SET statement_timeout = '5min'");
      expect(await timeout()).toEqual([{ scope: "all roles", name: "statement_timeout", value: "5min" }]);
      await fix(`ALTER DATABASE ${database.name} SET statement_timeout = '4min'`);
      expect(await timeout()).toEqual([{ scope: "database", name: "statement_timeout", value: "4min" }]);
      await fix("ALTER ROLE electric SET statement_timeout = '3min'");
      expect(await timeout()).toEqual([{ scope: "role", name: "statement_timeout", value: "3min" }]);
      await fix(`ALTER ROLE electric IN DATABASE ${database.name} SET statement_timeout = 2000`);
      expect(await timeout()).toEqual([
        { scope: "role in database", name: "statement_timeout", value: "2000" },
      ]);
      expect(withoutMessages((await database.look()).databaseSettings)).toEqual([
        { scope: "database", name: "statement_timeout", value: "4min" },
      ]);
    });
  },
);

test("a value with an equals sign, spaces and quotes is read whole", async () => {
  await withDatabase(
    { sql: `${ELECTRIC} ALTER ROLE electric SET search_path = 'a=b', "it's"` },
    async (database) => {
      const [setting] = (await database.look()).role?.settings ?? [];
      expect(setting).toEqual({ scope: "role", name: "search_path", value: `"a=b", "it's"` });
    },
  );
});

test.each(versionsFor("ends"))(
  "Postgres %i: what the server's configuration fixes for everybody is known",
  async (major) => {
    const settings = { default_transaction_read_only: "on", lock_timeout: "10s" };
    await withDatabase({ major, settings: {} }, async (database) => {
      expect(withoutMessages((await database.look()).databaseSettings)).toEqual([]);
    });
    await withDatabase({ major, settings, sql: ELECTRIC, visitor: "electric" }, async (database) => {
      const { role, databaseSettings } = await database.look();
      expect(withoutMessages(databaseSettings)).toEqual([
        { scope: "server", name: "default_transaction_read_only", value: "on" },
        { scope: "server", name: "lock_timeout", value: "10000" },
      ]);
      expect(role?.settings).toEqual(databaseSettings);
    });
  },
);

test.each(versionsFor("ends"))(
  "Postgres %i: who holds and who waits for Electric's lock is seen",
  async (major) => {
    const sql = `${ELECTRIC} CREATE ROLE looker LOGIN`;
    await withDatabase({ major, sql, visitor: "looker" }, async (database) => {
      expect((await database.look()).electricLock).toEqual({ holderPid: null, holderRole: null, waiting: 0 });
      const holder = await database.session("electric");
      const { rows } = await holder.query(
        "SELECT pg_backend_pid() AS pid, pg_advisory_lock(hashtext('electric_slot_default'))",
      );
      const waiter = await database.session("electric");
      const waiting = waiter.query("SELECT pg_advisory_lock(hashtext('electric_slot_default'))");
      await expect
        .poll(async () => (await database.look()).electricLock)
        .toEqual({
          holderPid: rows[0]?.pid,
          holderRole: "electric",
          waiting: 1,
        });
      await holder.query("SELECT pg_advisory_unlock_all()");
      await waiting;
    });
  },
);

test.each(["lower", "a", "zz_9"])(
  "the lock of stream id %s is found whatever the sign of its hash",
  async (streamId) => {
    await withDatabase({ sql: ELECTRIC, target: { streamId } }, async (database) => {
      const holder = await database.session("electric");
      await holder.query("SELECT pg_advisory_lock(hashtext($1))", [`electric_slot_${streamId}`]);
      expect((await database.look()).electricLock).toMatchObject({ holderRole: "electric" });
    });
  },
);

test.each(MAJORS)("Postgres %i: slots of every kind are seen", async (major) => {
  await withDatabase({ major, sql: ELECTRIC }, async (database) => {
    await database.admin.query("SELECT pg_create_physical_replication_slot('standby')");
    await database.admin.query(
      major >= 17
        ? "SELECT pg_create_logical_replication_slot('electric_slot_default', 'pgoutput', false, false, true)"
        : "SELECT pg_create_logical_replication_slot('electric_slot_default', 'pgoutput')",
    );
    await database.admin.query("SELECT pg_create_logical_replication_slot('passing', 'test_decoding', true)");
    const { slots } = await database.look();
    expect(slots).toMatchObject([
      {
        name: "electric_slot_default",
        type: "logical",
        plugin: "pgoutput",
        database: database.name,
        active: false,
      },
      { name: "passing", plugin: "test_decoding", temporary: true, active: true, activeRole: "postgres" },
      {
        name: "standby",
        type: "physical",
        plugin: null,
        database: null,
        retainedBytes: null,
        lagBytes: null,
      },
    ]);
    expect(slots).toHaveProperty("0.failover", major >= 17 ? true : null);
    expect(slots).toHaveProperty("0.confirmedFlushLsn", expect.stringMatching(/^[0-9A-F]+\/[0-9A-F]+$/));
    expect(slots).toHaveProperty("0.walStatus", "reserved");
  });
});

test.each(versionsFor("ends"))("Postgres %i: prepared transactions and their age are seen", async (major) => {
  await withDatabase({ major, sql: "CREATE TABLE t (id int)" }, async (database) => {
    await database.admin.query("BEGIN; INSERT INTO t VALUES (1); PREPARE TRANSACTION 'left ''behind'");
    const { preparedTransactions } = await database.look();
    expect(preparedTransactions).toMatchObject([
      { gid: "left 'behind", owner: "postgres", database: database.name },
    ]);
  });
});

test.each(versionsFor("ends"))(
  "Postgres %i: who may create in a target schema is listed, superusers aside",
  async (major) => {
    const sql = `${ELECTRIC} CREATE ROLE app LOGIN; CREATE ROLE chief NOLOGIN; CREATE ROLE worker LOGIN; GRANT chief TO worker;
    CREATE ROLE stranger LOGIN; REVOKE CREATE ON SCHEMA public FROM PUBLIC; GRANT CREATE ON SCHEMA public TO chief;
    CREATE SCHEMA sales AUTHORIZATION app; GRANT USAGE ON SCHEMA sales TO electric;`;
    await withDatabase({ major, sql }, async (database) => {
      const { schemas } = await database.look({ scope: { kind: "schemas", schemas: ["public", "sales"] } });
      expect(schemas).toMatchObject([
        { name: "public", usage: true, creators: ["worker"] },
        { name: "sales", owner: "app", usage: true, creators: ["app"] },
      ]);
    });
  },
);
