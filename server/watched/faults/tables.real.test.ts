import { describe, expect, test } from "vitest";
import { findingOf, withDatabase, type Fault, type TargetInput } from "./harness";
import { insertedRows } from "../testing/decoded";
import { afterEachWay, runWay } from "./ways";

const ROLES = `CREATE ROLE app LOGIN; CREATE ROLE electric LOGIN REPLICATION;`;
const ofApp = (name: string, columns = "id int PRIMARY KEY, v text") =>
  `CREATE TABLE ${name} (${columns}); ALTER TABLE ${name} OWNER TO app;`;
const full = (name: string) => `ALTER TABLE ${name} REPLICA IDENTITY FULL;`;
const publish = (names: string, more = "") =>
  `CREATE PUBLICATION electric_publication_default FOR TABLE ${names} ${more};`;
const VISITS = `
  CREATE TABLE visits (day date PRIMARY KEY) PARTITION BY RANGE (day);
  CREATE TABLE visits_2026 PARTITION OF visits FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
  ALTER TABLE visits OWNER TO app; ALTER TABLE visits_2026 OWNER TO app;`;
const member = { strategy: "member" } as const;
const manual = { strategy: "manual" } as const;
const listed = (...names: string[]): TargetInput["scope"] => ({
  kind: "tables",
  tables: names.map((name) => ({ schema: "public", name })),
});

/* cases/18: nothing to judge is not ready. */
describe("tables.target", () => {
  test.each([14, 18] as const)(
    "on %i an empty target is unknown, and schemas with tables are named",
    async (major) => {
      const sql = `${ROLES} CREATE SCHEMA core; CREATE TABLE core.items (id int PRIMARY KEY);
      CREATE SCHEMA "a.b""c"; CREATE TABLE "a.b""c".x (id int) PARTITION BY RANGE (id);
      CREATE TABLE "a.b""c".y PARTITION OF "a.b""c".x DEFAULT; CREATE VIEW public.v AS SELECT 1 AS one;`;
      await withDatabase({ major, sql }, async (database) => {
        const finding = await database.findingOf("tables.target");
        expect(finding.status).toBe("unknown");
        expect(finding.found).toBe('No table in public; "a.b""c" has 1 and core has 1');
        const core: TargetInput = { scope: { kind: "schemas", schemas: ["core"] } };
        expect((await database.findingOf("tables.target", core)).status).toBe("pass");
        await database.admin.query(finding.ways.at(-1)?.sql ?? "");
      });
    },
  );
});

describe("tables.ownership", () => {
  const two = `${ROLES} ${ofApp("orders", "id serial PRIMARY KEY, v text")} ${ofApp('"Order Items"')}`;

  test.each([14, 16, 18] as const)(
    "fails on %i for tables of another owner, and each way fixes it",
    async (major) => {
      const fault: Fault = { major, sql: two };
      expect(await findingOf("tables.ownership", fault)).toMatchObject({
        status: "fail",
        objects: ['public."Order Items"', "public.orders"],
      });
      expect(await afterEachWay("tables.ownership", fault)).toEqual(["pass", "pass", "no SQL"]);
    },
  );

  test("after the tables were handed over the application goes on as before", async () => {
    await withDatabase({ sql: two }, async (database) => {
      const transfer = (await database.findingOf("tables.ownership")).ways[1];
      await runWay(database.admin, transfer?.sql ?? "");
      const app = await database.session("app");
      await app.query("INSERT INTO orders (v) VALUES ('a'), ('b')");
      expect((await app.query("UPDATE orders SET v = 'c'")).rowCount).toBe(2);
      expect((await app.query("DELETE FROM orders")).rowCount).toBe(2);
    });
  });

  test("a member that does not inherit has no owner's rights, on 18 by its grant and on 15 by its attribute", async () => {
    const grant: Fault = {
      major: 18,
      sql: `${two} GRANT app TO electric WITH INHERIT FALSE`,
      target: member,
    };
    const finding = await findingOf("tables.ownership", grant);
    expect(finding.status).toBe("fail");
    expect(finding.found).toContain("a member of app without inheriting");
    expect((await afterEachWay("tables.ownership", grant))[0]).toBe("pass");
    const attribute: Fault = {
      major: 15,
      sql: `${two} ALTER ROLE electric NOINHERIT; GRANT app TO electric`,
      target: member,
    };
    expect((await findingOf("tables.ownership", attribute)).status).toBe("fail");
    expect((await afterEachWay("tables.ownership", attribute))[0]).toBe("pass");
  });

  test("warns while another role's publication lists everything, for then Electric alters nothing", async () => {
    const sql = `${ROLES} ${ofApp("orders")} ${full("orders")} ${publish("orders")}`;
    expect(await findingOf("tables.ownership", { sql, target: member })).toMatchObject({ status: "warn" });
  });

  test("more than fifty tables are handed over by one query that psql runs", async () => {
    const many = Array.from({ length: 60 }, (_, i) => ofApp(`"T ${i}"`)).join("\n");
    await withDatabase({ sql: ROLES + many }, async (database) => {
      const finding = await database.findingOf("tables.ownership");
      expect(finding.objects).toHaveLength(60);
      const [head = "", ...rest] = (finding.ways[1]?.sql ?? "").split("\n");
      expect(rest.join("\n")).toContain("\\gexec");
      await runWay(database.admin, [head, ...rest].join("\n"));
      expect((await database.findingOf("tables.ownership")).status).toBe("pass");
      const { rowCount } = await (await database.session("app")).query(`SELECT FROM "T 59"`);
      expect(rowCount).toBe(0);
    });
  });
});

describe("tables.replica_identity", () => {
  test.each([14, 18] as const)("warns on %i in automatic mode, where Electric sets it", async (major) => {
    const fault: Fault = { major, sql: `${ROLES} ${ofApp("orders")} GRANT app TO electric;`, target: member };
    expect(await findingOf("tables.replica_identity", fault)).toMatchObject({
      status: "warn",
      objects: ["public.orders"],
    });
    expect(await afterEachWay("tables.replica_identity", fault)).toEqual(["pass", "no SQL"]);
  });

  test("fails in manual mode", async () => {
    const fault: Fault = { sql: `${ROLES} ${ofApp("orders")} ${publish("orders")}`, target: manual };
    expect(await findingOf("tables.replica_identity", fault)).toMatchObject({
      status: "fail",
      objects: ["public.orders"],
    });
    expect(await afterEachWay("tables.replica_identity", fault)).toEqual(["pass"]);
  });

  test("fails in automatic mode while the publication is another role's", async () => {
    const fault: Fault = {
      major: 16,
      sql: `${ROLES} ${ofApp("orders")} ${publish("orders")} GRANT app TO electric;`,
    };
    expect((await findingOf("tables.replica_identity", fault)).status).toBe("fail");
    expect(await afterEachWay("tables.replica_identity", fault)).toEqual(["pass"]);
  });

  test.each([14, 17, 18] as const)("fails on %i on a partition below a root that is FULL", async (major) => {
    const fault: Fault = {
      major,
      sql: `${ROLES} ${VISITS} ${full("visits")} GRANT app TO electric;`,
      target: member,
    };
    expect(await findingOf("tables.replica_identity", fault)).toMatchObject({
      status: "fail",
      objects: ["public.visits_2026"],
    });
    expect(await afterEachWay("tables.replica_identity", fault)).toEqual(["pass", "no SQL"]);
  });

  test("fails on another published table in manual mode, which can be set FULL or taken out", async () => {
    const fault: Fault = {
      sql: `${ROLES} ${ofApp("orders")} ${ofApp("audit")} ${full("orders")} ${publish("orders, audit")}`,
      target: { ...manual, scope: listed("orders") },
    };
    expect(await findingOf("tables.replica_identity", fault)).toMatchObject({
      status: "fail",
      objects: ["public.audit"],
    });
    expect(await afterEachWay("tables.replica_identity", fault)).toEqual(["pass", "pass"]);
  });

  test("sixty tables are set FULL by one query that psql runs", async () => {
    const many = Array.from({ length: 60 }, (_, i) => ofApp(`"T ${i}"`)).join("\n");
    expect(await afterEachWay("tables.replica_identity", { sql: ROLES + many, target: manual })).toEqual([
      "pass",
    ]);
  });
});

describe("tables.kind", () => {
  test("fails on a view, a foreign table, an unlogged table and a name that means nothing, all at once", async () => {
    const sql = `${ROLES} ${ofApp("orders")} CREATE VIEW recent AS SELECT * FROM orders;
      CREATE MATERIALIZED VIEW totals AS SELECT count(*) FROM orders;
      CREATE FOREIGN DATA WRAPPER nowhere; CREATE SERVER far FOREIGN DATA WRAPPER nowhere;
      CREATE FOREIGN TABLE distant (id int) SERVER far; CREATE UNLOGGED TABLE cache (id int PRIMARY KEY);`;
    const finding = await findingOf("tables.kind", {
      major: 14,
      sql,
      target: { scope: listed("orders", "recent", "totals", "distant", "cache", "Orders") },
    });
    expect(finding.status).toBe("fail");
    expect(finding.objects.toSorted()).toEqual(
      ['public."Orders"', "public.cache", "public.distant", "public.recent", "public.totals"].toSorted(),
    );
  });

  test("fails on an unlogged table, and passes once it is logged", async () => {
    const fault: Fault = { sql: `${ROLES} CREATE UNLOGGED TABLE "Cache" (id int PRIMARY KEY)` };
    expect(await findingOf("tables.kind", fault)).toMatchObject({
      status: "fail",
      objects: ['public."Cache"'],
    });
    expect(await afterEachWay("tables.kind", fault)).toEqual(["pass", "no SQL"]);
  });

  test("fails on a partition whose changes are not in the log", async () => {
    const sql = `${ROLES} CREATE TABLE visits (day date PRIMARY KEY) PARTITION BY RANGE (day);
      CREATE UNLOGGED TABLE visits_2026 PARTITION OF visits FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')`;
    expect(await findingOf("tables.kind", { sql })).toMatchObject({
      status: "fail",
      objects: ["public.visits_2026"],
    });
  });

  test("warns without a primary key", async () => {
    const sql = `${ROLES} ${ofApp("log", "line text")}`;
    expect(await findingOf("tables.kind", { major: 18, sql })).toMatchObject({
      status: "warn",
      objects: ["public.log"],
    });
  });

  test.each([14, 15, 16, 17, 18] as const)(
    "fails on %i for parents by inheritance and hypertables, whose children's changes never come under their name",
    (major) =>
      withDatabase(
        {
          major,
          sql: `${ROLES} ${ofApp("parent", "id int PRIMARY KEY")} CREATE TABLE "Child" (PRIMARY KEY (id)) INHERITS (parent);
            ${ofApp("metrics", "ts timestamptz, device int, PRIMARY KEY (ts, device)")} ${ofApp("empty")}
            CREATE SCHEMA _timescaledb_internal; CREATE TABLE _timescaledb_internal._hyper_1_1_chunk () INHERITS (metrics);
            CREATE FUNCTION blocks() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
            CREATE TRIGGER ts_insert_blocker BEFORE INSERT ON empty FOR EACH ROW EXECUTE FUNCTION blocks();`,
        },
        async (database) => {
          const finding = await database.findingOf("tables.kind");
          expect(finding).toMatchObject({
            status: "fail",
            objects: ["public.empty", "public.metrics", "public.parent"],
          });
          expect(finding.found).toContain("hypertable");
          expect(await database.findingOf("tables.kind", { scope: listed("Child") })).toMatchObject({
            status: "pass",
          });
          const { admin } = database;
          await admin.query(publish("ONLY parent, ONLY metrics"));
          await admin.query("SELECT pg_create_logical_replication_slot('electric_slot_default', 'pgoutput')");
          await admin.query(`INSERT INTO "Child" VALUES (1)`);
          expect((await admin.query("SELECT * FROM parent")).rowCount).toBe(1);
          const streamed = () => insertedRows(admin, "electric_slot_default", "electric_publication_default");
          expect(await streamed()).toEqual([]);
          await admin.query(`INSERT INTO parent VALUES (2)`);
          expect(await streamed()).toEqual([["2"]]);
        },
      ),
  );
});

describe("tables.generated_columns", () => {
  const stored = "id int PRIMARY KEY, v int, twice int GENERATED ALWAYS AS (v * 2) STORED";
  const virtual = "id int PRIMARY KEY, v int, twice int GENERATED ALWAYS AS (v * 2) VIRTUAL";
  const onto = "WITH (publish_generated_columns = stored)";

  test.each([14, 17] as const)("warns on %i about stored columns", async (major) => {
    const finding = await findingOf("tables.generated_columns", {
      major,
      sql: ROLES + ofApp("orders", stored),
    });
    expect(finding).toMatchObject({ status: "warn", objects: ["public.orders"] });
    expect(finding.found).toContain("public.orders (twice)");
  });

  test("fails on 18 for stored columns that the publication leaves out, and its statement fixes it", async () => {
    const fault: Fault = {
      major: 18,
      sql: `${ROLES} ${ofApp("orders", stored)} ${full("orders")} ${publish("orders")}`,
      target: manual,
    };
    expect(await findingOf("tables.generated_columns", fault)).toMatchObject({
      status: "fail",
      objects: ["public.orders"],
    });
    expect(await afterEachWay("tables.generated_columns", fault)).toEqual(["pass", "no SQL"]);
  });

  test.each([
    ["virtual, with the option", virtual, onto, "fail"],
    ["virtual, without it", virtual, "", "fail"],
    ["stored, without it", stored, "", "fail"],
    ["stored, with the option", stored, onto, "pass"],
  ])(
    "what it says on 18 is what happens to the application's UPDATE: %s",
    async (_, columns, option, status) => {
      const sql = `${ROLES} ${ofApp("orders", columns)} INSERT INTO orders VALUES (1, 1);
                 ${full("orders")} ${publish("orders", option)}`;
      await withDatabase({ major: 18, sql, target: manual }, async (database) => {
        expect((await database.findingOf("tables.generated_columns")).status).toBe(status);
        const update = (await database.session("app")).query("UPDATE orders SET v = 2");
        const refused = await update.then(
          () => false,
          () => true,
        );
        expect(refused).toBe(status === "fail");
      });
    },
  );
});

test("a key that is generated, a table without columns, a name that no JSON may hold and a partition half detached each fail", () =>
  withDatabase(
    {
      sql: `${ROLES} ${VISITS} ${ofApp("keyed", "a int, k int GENERATED ALWAYS AS (a * 2) STORED PRIMARY KEY")}
        ${ofApp("bare", "a int, b int GENERATED ALWAYS AS (a * 2) STORED")} ${ofApp("plain", "a int PRIMARY KEY, b int GENERATED ALWAYS AS (a * 2) STORED")}
        ${ofApp("nothing", "")} ${ofApp("emptied", "a int")} ALTER TABLE emptied DROP COLUMN a;
        ${ofApp("odd", '"id" int PRIMARY KEY, "a\u0001b" text')}
        UPDATE pg_inherits SET inhdetachpending = true WHERE inhrelid = 'visits_2026'::regclass;`,
      target: member,
    },
    async ({ admin, findingOf }) => {
      const generated = await findingOf("tables.generated_columns");
      expect(generated).toMatchObject({ status: "fail", objects: ["public.bare", "public.keyed"] });
      expect(generated.found).toMatch(/^public\.bare \(b\) and 1 other table: generated columns of the key/);
      const kind = await findingOf("tables.kind");
      expect(kind.found).toBe(
        "public.visits is the parent of a partition whose DETACH CONCURRENTLY was broken off; public.emptied and 1 other table are without a column; public.bare is without a primary key",
      );
      // A partition that no statement may alter is in no list of what is to become FULL.
      expect((await findingOf("tables.replica_identity")).objects).not.toContain("public.visits_2026");
      await expect(admin.query("ALTER TABLE visits_2026 REPLICA IDENTITY FULL")).rejects.toMatchObject({
        code: "55000",
      });
      await admin.query(kind.ways.find(({ sql }) => sql?.includes("FINALIZE"))?.sql ?? "");
      expect((await findingOf("tables.kind")).found).not.toContain("visits");
      const names = await findingOf("tables.name_text");
      expect(names).toMatchObject({ status: "fail", objects: ["public.odd"] });
      await admin.query(names.ways[0]?.sql ?? "");
      expect((await findingOf("tables.name_text")).status).toBe("pass");
    },
  ));

describe("tables.write_cost", () => {
  /** Statistics are sent when they are flushed, and pages are counted by VACUUM. */
  const counted = ["SELECT pg_stat_force_next_flush()", "VACUUM FULL notes", "ANALYZE notes"];
  const notes = (width: number, rounds: number): Fault => ({
    sql: [
      `${ROLES} CREATE TABLE notes (id int PRIMARY KEY, body text, n int DEFAULT 0);
       INSERT INTO notes SELECT i, left(repeat(md5(i::text), 64), ${width}) FROM generate_series(1, 100) i;
       DO $$ BEGIN FOR i IN 1..${rounds} LOOP UPDATE notes SET n = i; END LOOP; END $$`,
      ...counted,
    ],
  });

  test("warns on a wide table whose rows are updated over and over", async () => {
    const finding = await findingOf("tables.write_cost", notes(1500, 120));
    expect(finding).toMatchObject({ status: "warn", objects: ["public.notes"] });
    expect(finding.found).toContain("12,000 UPDATEs and DELETEs on 100 rows");
  });

  test("passes on the same table with narrow rows, or with few updates", async () => {
    expect((await findingOf("tables.write_cost", notes(100, 120))).status).toBe("pass");
    expect((await findingOf("tables.write_cost", notes(1500, 10))).status).toBe("pass");
  });
});
