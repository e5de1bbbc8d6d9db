import { Client } from "pg";
import { describe, expect, test } from "vitest";
import { judge } from "@/lib/checks/judge";
import { slotBlockers } from "@/lib/checks/slot/blockers";
import { slotFailover } from "@/lib/checks/slot/failover";
import { defaultTarget } from "@/lib/target/schema";
import { eventually } from "@/server/testing/eventually";
import { withDatabase } from "./harness";
import { readSlot, replicationSession, writeWal } from "./replication";

const SLOT = "electric_slot_default";
const ROLE = "CREATE ROLE electric LOGIN REPLICATION; CREATE ROLE other LOGIN REPLICATION;";
const PUBLICATION = "CREATE PUBLICATION electric_publication_default;";
const make = (name = SLOT, plugin = "pgoutput") =>
  `SELECT pg_create_logical_replication_slot('${name}', '${plugin}')`;
const both = [`${ROLE} ${PUBLICATION}`, make()];

async function inDatabase(port: number, database: string, sql: string): Promise<void> {
  const client = new Client({ host: "127.0.0.1", port, user: "postgres", database });
  await client.connect();
  await client.query(sql);
  await client.end();
}

describe("slot.name", () => {
  test.each([14, 17] as const)(
    "fails on %i when the slot is in another database, and its SQL drops it from here",
    async (major) => {
      await withDatabase({ major, sql: ROLE }, async ({ port, admin, findingOf }) => {
        await inDatabase(port, "postgres", make());
        const before = await findingOf("slot.name");
        expect(before).toMatchObject({ status: "fail", objects: [SLOT] });
        expect(before.found).toContain("in the database postgres");
        expect((await findingOf("slot.orphans")).status).toBe("pass");
        await admin.query(before.ways[0]?.sql ?? "");
        expect((await findingOf("slot.name")).status).toBe("pass");
      });
    },
  );

  test("fails when the slot was made with another plugin", async () => {
    await withDatabase({ sql: [ROLE, make(SLOT, "test_decoding")] }, async ({ findingOf }) => {
      const finding = await findingOf("slot.name");
      expect(finding.status).toBe("fail");
      expect(finding.found).toContain("test_decoding");
    });
  });

  test("fails when the name belongs to a physical slot", async () => {
    const sql = [ROLE, `SELECT pg_create_physical_replication_slot('${SLOT}')`];
    await withDatabase({ sql }, async ({ findingOf }) => {
      expect((await findingOf("slot.name")).found).toContain("physical");
    });
  });

  test("fails while a session that is no walsender holds Electric's lock, and its SQL ends that one", async () => {
    await withDatabase({ sql: ROLE }, async ({ admin, session, findingOf }) => {
      const stranger = await session("other");
      await stranger.query(`SELECT pg_advisory_lock(hashtext('${SLOT}'))`);
      const finding = await findingOf("slot.name");
      expect(finding).toMatchObject({ status: "fail", objects: [SLOT] });
      expect(finding.found).toMatch(/^process \d+ of other holds the advisory lock/);
      await admin.query(finding.ways[0]?.sql ?? "");
      await eventually(async () => expect((await findingOf("slot.name")).status).toBe("pass"));
    });
  });

  test("fails on a stream id that Postgres refuses", async () => {
    await withDatabase({ sql: ROLE }, async ({ admin, findingOf }) => {
      expect((await findingOf("slot.name", { streamId: "my-app" })).status).toBe("fail");
      await expect(admin.query(make("electric_slot_my-app"))).rejects.toMatchObject({ code: "42602" });
    });
  });

  test.each([14, 18] as const)(
    "on %i: passes for Electric, warns of another one, fails for a stranger",
    async (major) => {
      await withDatabase({ major, sql: both }, async ({ port, name, admin, findingOf }) => {
        const read = (role: string, lock: boolean) =>
          readSlot(admin, { port, database: name, role, slot: SLOT, lock });
        const statuses: string[] = [];
        for (const [role, lock] of [
          ["electric", true],
          ["other", true],
          ["electric", false],
          ["other", false],
        ] as const) {
          const reader = await read(role, lock);
          const finding = await findingOf("slot.name");
          statuses.push(finding.status);
          if (!lock) expect(finding.ways[0]?.sql).toMatch(/pg_terminate_backend\(\d+\)/);
          await reader.stop();
        }
        expect(statuses).toEqual(["pass", "warn", "fail", "fail"]);
      });
    },
  );
});

describe("slot.failover", () => {
  test.each([17, 18] as const)("passes on %i for a slot that was made as one", async (major) => {
    const sql = [
      ROLE,
      `SELECT pg_create_logical_replication_slot('${SLOT}', 'pgoutput', false, false, true)`,
    ];
    await withDatabase({ major, sql }, async ({ findingOf }) => {
      expect((await findingOf("slot.failover")).status).toBe("pass");
    });
  });

  test.each([17, 18] as const)(
    "fails on %i on PlanetScale for one that is none, and its command changes it",
    async (major) => {
      await withDatabase({ major, sql: both }, async ({ port, name, look, findingOf }) => {
        const snapshot = await look();
        const finding = judge(
          slotFailover,
          { ...snapshot, connection: { ...snapshot.connection, provider: "planetscale" } },
          defaultTarget,
        );
        expect(finding).toMatchObject({ status: "fail", objects: [SLOT] });
        const replication = await replicationSession({ port, database: name, role: "electric" });
        await replication.query(finding.ways[0]?.sql ?? "");
        await replication.end();
        expect((await findingOf("slot.failover")).status).toBe("pass");
      });
    },
  );

  test("the way to a first failover slot is publication, then slot", async () => {
    await withDatabase({ sql: ROLE }, async ({ name, admin, look, findingOf }) => {
      await admin.query(`GRANT CREATE ON DATABASE "${name}" TO electric`);
      const snapshot = await look();
      const finding = judge(
        slotFailover,
        { ...snapshot, connection: { ...snapshot.connection, provider: "planetscale" } },
        defaultTarget,
      );
      expect(finding.status).toBe("warn");
      for (const statement of (finding.ways[0]?.sql ?? "").split("\n")) await admin.query(statement);
      expect((await findingOf("slot.failover")).status).toBe("pass");
      expect((await findingOf("publication.owner")).status).toBe("pass");
    });
  });

  test("does not apply below 17", async () => {
    await withDatabase({ major: 16, sql: both }, async ({ findingOf }) => {
      expect((await findingOf("slot.failover")).status).toBe("not applicable");
    });
  });
});

describe("slot.state", () => {
  test("passes while Electric reads, warns once nothing does", async () => {
    await withDatabase({ sql: both }, async ({ port, name, admin, findingOf }) => {
      const reader = await readSlot(admin, {
        port,
        database: name,
        role: "electric",
        slot: SLOT,
        lock: true,
      });
      expect((await findingOf("slot.state")).status).toBe("pass");
      await reader.stop();
      expect(await findingOf("slot.state")).toMatchObject({ status: "warn", objects: [SLOT] });
    });
  });

  test("warns while it is extended", async () => {
    const settings = { max_wal_size: "32MB", min_wal_size: "32MB" };
    await withDatabase({ settings, sql: both }, async ({ admin, findingOf }) => {
      await writeWal(admin, 5);
      const finding = await findingOf("slot.state");
      expect(finding.status).toBe("warn");
      expect(finding.found).toContain("more WAL than max_wal_size");
    });
  });

  test.each([14, 17, 18] as const)(
    "on %i: warns while it is unreserved, fails once it is lost",
    async (major) => {
      const settings = { max_slot_wal_keep_size: "1MB" };
      await withDatabase({ major, settings, sql: both }, async ({ admin, findingOf }) => {
        await writeWal(admin, 2);
        const before = await findingOf("slot.state");
        expect(before.status).toBe("warn");
        expect(before.found).toContain("next checkpoint");
        await writeWal(admin, 2);
        await admin.query("CHECKPOINT");
        const lost = await findingOf("slot.state");
        expect(lost).toMatchObject({ status: "fail", objects: [SLOT] });
        expect((await findingOf("slot.lag")).status).toBe("not applicable");
        await admin.query(lost.ways[1]?.sql ?? "");
        expect((await findingOf("slot.state")).status).toBe("not applicable");
      });
    },
  );
});

/* cases/07: an idle timeout loses a slot without any WAL. */
describe("slot.deadline on 18", () => {
  const settings = { idle_replication_slot_timeout: "1s" };

  test("names the timeout while there is no slot, and the time that is left of one that nothing reads", async () => {
    const waiting = { idle_replication_slot_timeout: "12h" };
    await withDatabase({ major: 18, settings: waiting, sql: ROLE }, async ({ admin, findingOf }) => {
      expect(await findingOf("slot.deadline")).toMatchObject({
        status: "warn",
        objects: ["idle_replication_slot_timeout"],
      });
      await admin.query(make());
      const finding = await findingOf("slot.deadline");
      expect(finding).toMatchObject({ status: "warn", objects: [SLOT] });
      expect(finding.found).toContain("is lost in about 12 h unless Electric reads it");
    });
  });

  test("a slot that the timeout ended is lost by it, and its fix is about it", async () => {
    await withDatabase({ major: 18, settings, sql: both }, async ({ admin, findingOf }) => {
      await eventually(async () => {
        await admin.query("CHECKPOINT");
        const { rows } = await admin.query(
          "SELECT FROM pg_replication_slots WHERE invalidation_reason = 'idle_timeout'",
        );
        expect(rows).toHaveLength(1);
      });
      const lost = await findingOf("slot.state");
      expect(lost.found).toContain("nothing read it for longer than idle_replication_slot_timeout (1 s)");
      expect(lost.ways[2]?.sql).toContain("idle_replication_slot_timeout = '0'");
      expect((await findingOf("slot.deadline")).status).toBe("not applicable");
    });
  });
});

test.each([14, 15, 16, 17] as const)("slot.deadline knows no timeout on %i", async (major) => {
  await withDatabase({ major, sql: both }, async ({ findingOf }) => {
    expect((await findingOf("slot.deadline")).status).toBe("pass");
  });
});

test("slot.lag warns once more than half of max_slot_wal_keep_size is kept", async () => {
  await withDatabase(
    { settings: { max_slot_wal_keep_size: "64MB" }, sql: both },
    async ({ admin, findingOf }) => {
      expect((await findingOf("slot.lag")).status).toBe("pass");
      await writeWal(admin, 3);
      expect(await findingOf("slot.lag")).toMatchObject({ status: "warn", objects: [SLOT] });
    },
  );
});

describe("slot.blockers", () => {
  test("sees a transaction with an xid and a prepared one, warns when they are a minute old, and ends them", async () => {
    await withDatabase({ sql: "CREATE TABLE t (id int)" }, async ({ admin, session, look }) => {
      const open = await session("postgres");
      await open.query("BEGIN; INSERT INTO t VALUES (1)");
      const prepared = await session("postgres");
      await prepared.query("BEGIN; INSERT INTO t VALUES (2); PREPARE TRANSACTION 'it''s'");
      const reading = await session("postgres");
      await reading.query("BEGIN; SELECT * FROM t");
      const now = await look();
      expect(judge(slotBlockers, now, defaultTarget).status).toBe("pass");
      const { transactions, preparedTransactions } = now;
      if ("unseen" in transactions || "unseen" in preparedTransactions)
        throw new Error("a superuser sees all");
      const later = <T extends { ageMs: number }>(list: T[]) =>
        list.map((one) => ({ ...one, ageMs: one.ageMs + 61_000 }));
      const aged = {
        ...now,
        transactions: later(transactions),
        preparedTransactions: later(preparedTransactions),
      };
      const finding = judge(slotBlockers, aged, defaultTarget);
      expect(finding).toMatchObject({
        status: "warn",
        objects: [expect.stringMatching(/^process \d+$/), "prepared it's"],
      });
      for (const { sql } of finding.ways) if (sql !== undefined) await admin.query(sql);
      const after = await look();
      expect(after.preparedTransactions).toEqual([]);
    });
  });

  test("is unknown to a role that may not see how old others' transactions are", async () => {
    const sql = "CREATE TABLE t (id int); CREATE ROLE visitor LOGIN;";
    await withDatabase({ sql, visitor: "visitor" }, async ({ session, findingOf }) => {
      const open = await session("postgres");
      await open.query("BEGIN; INSERT INTO t VALUES (1)");
      const finding = await findingOf("slot.blockers");
      expect(finding.status).toBe("unknown");
      expect(finding.ways[0]?.sql).toContain("GRANT");
    });
  });
});

test.each([14, 15, 16, 17, 18] as const)(
  "what Electric Cloud and Electric 0.x left on %i is named, and the SQL that is offered takes it away",
  async (major) => {
    const sql = [
      `CREATE SCHEMA electric; CREATE TABLE electric.ddl_commands (id int); CREATE TABLE electric.electrified (id int);
       CREATE FUNCTION electric.handler() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN END $$;
       CREATE TABLE "Ta ble" (id int PRIMARY KEY, "B b" int); CREATE TABLE other (id int PRIMARY KEY);
       CREATE PUBLICATION electric_publication FOR TABLE "Ta ble"${major >= 15 ? ` ("B b", id) WHERE (id > 1)` : ""}, other WITH (publish = 'insert'); CREATE PUBLICATION "cloud_electric_pub_svc_it's ""x";
       CREATE PUBLICATION cloudy_electric_pub_x; CREATE SCHEMA "Electric"`,
      "CREATE EVENT TRIGGER electric_event_trigger_ddl_end ON ddl_command_end EXECUTE FUNCTION electric.handler()",
      make("cloud_electric_slot_svc_x"),
      make("electric_replication_out_shop"),
    ];
    await withDatabase({ major, sql }, async ({ admin, findingOf }) => {
      const published = async () =>
        (
          await admin.query(
            "SELECT pubname, puballtables, pubinsert, pubupdate, pubviaroot, pubowner FROM pg_publication ORDER BY 1",
          )
        ).rows.concat((await admin.query("SELECT to_jsonb(t) FROM pg_publication_tables t ORDER BY 1")).rows);
      const before = await published();
      const left = await findingOf("electric.leftovers");
      expect(left.objects).toEqual([
        "event trigger electric_event_trigger_ddl_end",
        `publication "cloud_electric_pub_svc_it's ""x"`,
        "publication electric_publication",
        "schema electric",
      ]);
      const orphans = await findingOf("slot.orphans");
      expect(orphans.objects).toEqual(["cloud_electric_slot_svc_x", "electric_replication_out_shop"]);
      const undo: string[] = [];
      for (const { sql: offered } of [...left.ways, ...orphans.ways])
        if (offered !== undefined) {
          const answers = [await admin.query<{ undo?: string }>(offered)].flat();
          undo.push(...answers.flatMap(({ rows }) => rows.flatMap((row) => row.undo ?? [])));
        }
      for (const id of ["electric.leftovers", "slot.orphans"])
        expect((await findingOf(id)).status).toBe("pass");
      for (const statement of undo) await admin.query(statement);
      expect(await published()).toEqual(before);
    });
  },
);

test("a schema that is called electric and has nothing of Electric 0.x is left alone", async () => {
  const sql =
    "CREATE SCHEMA electric; CREATE TABLE electric.electrified (id int); CREATE TABLE electric.schema (id int)";
  await withDatabase({ sql }, async ({ findingOf }) => {
    expect((await findingOf("electric.leftovers")).status).toBe("pass");
  });
});

test("slot.orphans warns of idle Electric slots, in another database too, and its SQL drops them from here", async () => {
  const sql = [`${ROLE} ${PUBLICATION}`, make(), make("electric_slot_old"), make("debezium")];
  await withDatabase({ sql }, async ({ port, name, admin, findingOf }) => {
    await inDatabase(port, "postgres", make("electric_slot_elsewhere"));
    await admin.query(make("electric_slot_busy"));
    const busy = await readSlot(admin, {
      port,
      database: name,
      role: "electric",
      slot: "electric_slot_busy",
    });
    const before = await findingOf("slot.orphans");
    expect(before).toMatchObject({
      status: "warn",
      objects: ["electric_slot_elsewhere", "electric_slot_old"],
    });
    await admin.query(before.ways[0]?.sql ?? "");
    expect((await findingOf("slot.orphans")).status).toBe("pass");
    await busy.stop();
  });
});
