import { Client } from "pg";
import { expect, test } from "vitest";
import { isUnseen } from "@/lib/snapshot/seen";
import { snapshotSchema, type ReachedSnapshot } from "@/lib/snapshot/schema";
import { MAJORS } from "@/server/embedded/binaries";
import { versionsFor } from "@/server/testing/versions";
import { withDatabase, type Fault } from "./faults/harness";

/** A server on which there is something of everything. */
const SCENE = [
  `CREATE ROLE electric LOGIN REPLICATION CONNECTION LIMIT 30 VALID UNTIL '2030-01-02 03:04:05+00';
   CREATE ROLE app LOGIN; CREATE ROLE group_with_rights; CREATE ROLE group_without NOLOGIN;
   CREATE ROLE looker LOGIN; CREATE ROLE "wat""cher" LOGIN;
   GRANT group_with_rights TO electric;
   ALTER DEFAULT PRIVILEGES FOR ROLE app IN SCHEMA public GRANT SELECT ON TABLES TO electric;
   ALTER DEFAULT PRIVILEGES FOR ROLE app GRANT SELECT ON TABLES TO PUBLIC;
   CREATE SCHEMA private AUTHORIZATION app;
   CREATE TABLE items (id int PRIMARY KEY);
   CREATE PUBLICATION electric_publication_default FOR TABLE items;`,
  `SELECT pg_create_logical_replication_slot('electric_slot_default', 'pgoutput')`,
];

const CLOSED = [
  "pg_stat_activity",
  "pg_stat_replication",
  "pg_replication_slots",
  "pg_prepared_xacts",
  "pg_locks",
  "pg_settings",
]
  .map((view) => `REVOKE SELECT ON pg_catalog.${view} FROM PUBLIC;`)
  .join("");

const VISITORS: [string, string, Fault["visitor"]][] = [
  ["a superuser", "", undefined],
  ["an ordinary role", "", "looker"],
  ["a role that may see almost nothing", CLOSED, 'wat"cher'],
];

const cases = MAJORS.flatMap((major) =>
  VISITORS.map(([who, sql, visitor]) => ({ major, who, sql, visitor })),
);

test.each(cases)(
  "Postgres $major: $who sees what is not hidden, as the schema has it",
  async ({ major, sql, visitor }) => {
    await withDatabase({ major, sql: [...SCENE, sql], visitor }, async (database) => {
      const snapshot = snapshotSchema.parse(await database.visit());
      expect(snapshot).toMatchObject({
        reached: true,
        server: {
          walLevel: "logical",
          inRecovery: false,
          maxConnections: 100,
          superuserReservedConnections: 3,
          reservedConnections: 0,
          maxSlotWalKeepBytes: null,
          walSenderTimeoutMs: 60_000,
          hotStandbyFeedback: false,
          syncReplicationSlots: major >= 17 ? false : null,
          synchronizedStandbySlots: major >= 17 ? "" : null,
          idleReplicationSlotTimeoutMs: major >= 18 ? 0 : null,
        },
        database: { name: database.name, owner: "postgres", connectionLimit: null },
        visitor: { role: visitor ?? "postgres", superuser: visitor === undefined },
        role: {
          name: "electric",
          canLogin: true,
          superuser: false,
          replication: true,
          bypassRls: false,
          connectionLimit: 30,
          validUntil: "2030-01-02T03:04:05.000Z",
          connect: true,
          createOnDatabase: false,
          usesReservedConnections: false,
          replicationThrough: null,
          inheritsFrom: ["group_with_rights"],
          memberWithoutInherit: [],
          // What the server's configuration fixes stands in pg_settings, which the last of them may not read.
          settings: sql === "" ? [{ scope: "server", name: "lc_messages", value: expect.any(String) }] : [],
        },
        relations: [{ name: "items", published: { filter: null, columns: null } }],
        publication: { name: "electric_publication_default", owner: "postgres", viaPartitionRoot: false },
      });
      if (!snapshot.reached) return;
      expect(Math.floor(snapshot.server.versionNum / 10_000)).toBe(major);
      expect(snapshot.server.version).toMatch(new RegExp(`^${major}\\.\\d+$`));
      expect(snapshot.publication?.generatedStored).toBe(major >= 18 ? false : null);
      expect(snapshot.schemas.map(({ name }) => name)).toEqual(["private", "public"]);
      expect(snapshot.defaultPrivileges).toContainEqual({
        creator: "app",
        schema: "public",
        grantee: "electric",
        privilege: "SELECT",
      });
      expect(snapshot.defaultPrivileges).toContainEqual({
        creator: "app",
        schema: null,
        grantee: "PUBLIC",
        privilege: "SELECT",
      });
    });
  },
);

/** Returns the grant of every part that was not seen. */
const hidden = (snapshot: ReachedSnapshot) =>
  Object.fromEntries(
    Object.entries(snapshot).flatMap(([part, value]) => (isUnseen(value) ? [[part, value.grant]] : [])),
  );

test.each(MAJORS)("Postgres %i: what is closed is unseen, and the grant given opens it", async (major) => {
  await withDatabase({ major, sql: [...SCENE, CLOSED], visitor: 'wat"cher' }, async (database) => {
    const before = await database.look();
    expect(Object.keys(hidden(before)).sort()).toEqual([
      "activity",
      "electricLock",
      "preparedTransactions",
      "slots",
      "transactions",
      "walSenderList",
      "walSenders",
    ]);
    expect(before.slots).toEqual({
      unseen: true,
      grant: 'GRANT SELECT ON pg_catalog.pg_replication_slots TO "wat""cher";',
    });
    for (const grant of new Set(Object.values(hidden(before)))) await database.admin.query(grant);
    const after = await database.look();
    expect(hidden(after)).toEqual({});
    expect(after.slots).toMatchObject([{ name: "electric_slot_default", plugin: "pgoutput", active: false }]);
  });
});

test.each(MAJORS)(
  "Postgres %i: a closed function under an open view is unseen too, and the grant opens it",
  async (major) => {
    const sql = [...SCENE, "REVOKE EXECUTE ON FUNCTION pg_catalog.pg_get_replication_slots() FROM PUBLIC"];
    await withDatabase({ major, sql, visitor: "looker" }, async (database) => {
      const { slots } = await database.look();
      expect(slots).toEqual({
        unseen: true,
        grant: 'GRANT EXECUTE ON FUNCTION pg_catalog.pg_get_replication_slots() TO "looker";',
      });
      if (isUnseen(slots)) await database.admin.query(slots.grant);
      expect((await database.look()).slots).toHaveLength(1);
    });
  },
);

test.each(versionsFor("ends"))(
  "Postgres %i: an ordinary role counts connections and walsenders as a superuser does",
  async (major) => {
    await withDatabase({ major, sql: SCENE, visitor: "looker" }, async (database) => {
      await database.session("app");
      await database.session("app");
      const ordinary = await database.look();
      if (isUnseen(ordinary.activity)) throw new Error("activity is unseen");
      const { groups, hidden: unknownState } = ordinary.activity;
      const mine = groups.filter(({ database: name }) => name === database.name);
      const own = {
        role: "looker",
        database: database.name,
        applicationName: "headroom",
        count: 1,
        own: true,
      };
      expect(mine).toContainEqual(own);
      expect(mine).toContainEqual({ ...own, role: "app", applicationName: "", count: 2, own: false });
      expect(unknownState).toBe(groups.reduce((sum, { count }) => sum + count, 0) - 1);
      expect(ordinary.walSenders).toBe(0);
      const walSender = new Client({
        ...{ host: "127.0.0.1", port: database.port, user: "electric", database: database.name },
        // The driver passes it on and does not type it.
        ...{ replication: "database" },
      });
      await walSender.connect();
      const meanwhile = await database.look();
      await walSender.end();
      expect(meanwhile.walSenders).toBe(1);
      const sum = ({ activity }: ReachedSnapshot) =>
        isUnseen(activity) ? null : activity.groups.reduce((all, { count }) => all + count, 0);
      expect(sum(meanwhile)).toBe(sum(ordinary));
      expect(ordinary.visitor.readsAllStats).toBe(false);
    });
  },
);

test.each(versionsFor("ends"))(
  "Postgres %i: a hidden transaction with an xid makes transactions unseen until the grant is given",
  async (major) => {
    await withDatabase({ major, sql: SCENE, visitor: "looker" }, async (database) => {
      expect((await database.look()).transactions).toEqual([]);
      const writer = await database.session("app");
      await writer.query("BEGIN; SELECT pg_current_xact_id()");
      const { transactions } = await database.look();
      expect(transactions).toEqual({
        unseen: true,
        grant: expect.stringMatching(/^-- It opens the statements,.*\nGRANT pg_read_all_stats TO "looker";$/),
      });
      if (isUnseen(transactions)) await database.admin.query(transactions.grant);
      expect((await database.look()).transactions).toMatchObject([
        { role: "app", database: database.name, state: "idle in transaction", holdsXid: true },
      ]);
    });
  },
);
