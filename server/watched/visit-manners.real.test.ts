import { expect, test } from "vitest";
import { FILTER_BEHIND_LOCK } from "@/lib/snapshot/relation";
import { isUnseen } from "@/lib/snapshot/seen";
import { defaultTarget } from "@/lib/target/schema";
import { MAJORS } from "@/server/embedded/binaries";
import { versionsFor } from "@/server/testing/versions";
import { withDatabase, type FaultyDatabase } from "./faults/harness";
import { startProxy } from "./faults/proxy";
import { GuardedClient } from "./guarded-client";
import { look } from "./look";
import { visit } from "./visit";

const ELECTRIC = "CREATE ROLE electric LOGIN REPLICATION;";

/** Returns what a visit cost the network: connections, and round trips after the login. */
async function costOf(database: FaultyDatabase): Promise<{ connections: number; roundTrips: number }> {
  const proxy = await startProxy({ port: database.port });
  try {
    const snapshot = await visit({ ...database.login, port: proxy.port }, defaultTarget, {});
    expect(snapshot.reached).toBe(true);
    return { connections: proxy.connections(), roundTrips: proxy.readies() - 1 };
  } finally {
    await proxy.close();
  }
}

const ours = async (database: FaultyDatabase): Promise<number> => {
  const { rows } = await database.admin.query<{ count: number }>(
    "SELECT count(*)::int AS count FROM pg_stat_activity WHERE application_name = 'headroom'",
  );
  return rows[0]?.count ?? -1;
};

test.each(versionsFor("ends"))(
  "Postgres %i: a visit is one connection and at most four round trips, however many tables",
  async (major) => {
    await withDatabase({ major, sql: ELECTRIC }, async (database) => {
      const empty = await costOf(database);
      expect(empty.connections).toBe(1);
      expect(empty.roundTrips).toBeLessThanOrEqual(4);
      await database.admin.query(
        "DO $$ BEGIN FOR i IN 1..300 LOOP EXECUTE format('CREATE TABLE t%s (id int PRIMARY KEY)', i); END LOOP; END $$",
      );
      expect(await costOf(database)).toEqual(empty);
    });
  },
);

test.each(versionsFor("ends"))(
  "Postgres %i: a visit says who it is, sees itself once, and leaves nothing behind",
  async (major) => {
    await withDatabase({ major, sql: ELECTRIC }, async (database) => {
      const { activity } = await database.look();
      if (isUnseen(activity)) throw new Error("activity is unseen");
      const own = activity.groups.filter(({ applicationName }) => applicationName === "headroom");
      expect(own).toMatchObject([{ count: 1, own: true, database: database.name }]);
      await expect.poll(() => ours(database)).toBe(0);
    });
  },
);

test.each(MAJORS)(
  "Postgres %i: the transaction of a visit can write nothing, and its guards end with it",
  async (major) => {
    await withDatabase({ major }, async ({ session }) => {
      const client = await session("postgres");
      const guarded = new GuardedClient(client);
      const writing = guarded.snapshot((reader) => reader.rows(["CREATE TABLE written ()"]));
      await expect(writing).rejects.toMatchObject({ code: "25006" });
      const settings = `SELECT current_setting('statement_timeout') AS s, current_setting('lock_timeout') AS l,
      current_setting('idle_in_transaction_session_timeout') AS i, current_setting('search_path') AS p,
      current_setting('headroom.role', true) AS r`;
      const before = await client.query(settings);
      const [within] = await guarded.snapshot(async (reader) => {
        await look(reader, defaultTarget);
        return reader.rows([settings]);
      });
      expect(within).toEqual([{ s: "15s", l: "2s", i: "15s", p: "pg_catalog, pg_temp", r: "electric" }]);
      const after = await client.query(settings);
      // Postgres keeps the name of a setting of ours, empty, once a session has known it.
      expect({ ...after.rows[0], r: null }).toEqual(before.rows[0]);
    });
  },
);

test.each(MAJORS)("Postgres %i: a visit waits for no table, whoever has it locked", async (major) => {
  const filter = major >= 15 ? " WHERE (id > 5)" : "";
  const sql = `${ELECTRIC} CREATE TABLE items (id int PRIMARY KEY); CREATE VIEW looking AS SELECT * FROM items;
    CREATE PUBLICATION electric_publication_default FOR TABLE items${filter};`;
  await withDatabase({ major, sql }, async (database) => {
    await database.admin.query(
      "BEGIN; LOCK items IN ACCESS EXCLUSIVE MODE; LOCK looking IN ACCESS EXCLUSIVE MODE",
    );
    const { relations } = await database.look();
    expect(relations).toMatchObject([
      { name: "items", published: { filter: major >= 15 ? FILTER_BEHIND_LOCK : null } },
      { name: "looking" },
    ]);
    await database.admin.query("ROLLBACK");
    const [items] = (await database.look()).relations;
    expect(items?.published?.filter).toBe(major >= 15 ? "(id > 5)" : null);
  });
});

test("two looks through one session see what changed between them, and only that", async () => {
  await withDatabase({ sql: ELECTRIC }, async ({ admin, session }) => {
    const client = new GuardedClient(await session("electric"));
    const once = () => client.snapshot((reader) => look(reader, defaultTarget));
    await once();
    await client.snapshot(async (reader) => {
      expect((await look(reader, defaultTarget)).relations).toEqual([]);
      await admin.query("CREATE TABLE late ()");
      expect((await look(reader, defaultTarget)).relations).toEqual([]);
    });
    expect((await once()).relations).toMatchObject([{ name: "late" }]);
  });
});
