import { describe, expect, test } from "vitest";
import { findingOf, withDatabase, type Fault } from "./harness";
import { afterEachWay } from "./ways";

/** A role with everything that Electric needs of it, and a table of `app` that it may read. */
const GOOD = `
  CREATE ROLE app LOGIN;
  CREATE ROLE electric LOGIN REPLICATION;
  CREATE TABLE orders (id int PRIMARY KEY);
  ALTER TABLE orders OWNER TO app;
  GRANT SELECT ON orders TO electric;`;
const onDatabase = (statement: string) =>
  `DO $$ BEGIN EXECUTE format('${statement}', current_database()); END $$`;
const member = { strategy: "member" } as const;
const manual = { strategy: "manual" } as const;

describe("role.exists", () => {
  const orders = "CREATE ROLE app; CREATE TABLE orders (id int PRIMARY KEY); ALTER TABLE orders OWNER TO app";
  const fault: Fault = { major: 18, sql: orders, target: member };

  test("fails in a database that knows no such role", async () => {
    expect(await findingOf("role.exists", fault)).toMatchObject({ status: "fail", objects: ["electric"] });
  });

  test("passes after its own statements, and so do the rights that they bring", async () => {
    expect(await afterEachWay("role.exists", fault)).toEqual(["pass", "no SQL"]);
    await withDatabase(fault, async (database) => {
      const [way] = (await database.findingOf("role.exists")).ways;
      await database.admin.query(way?.sql ?? "");
      for (const id of ["role.replication", "role.create_publication", "role.select", "tables.ownership"])
        expect([id, (await database.findingOf(id)).status]).toEqual([id, "pass"]);
    });
  });
});

describe("role.login", () => {
  test("fails on NOLOGIN", async () => {
    const fault = { major: 14, sql: "CREATE ROLE electric NOLOGIN REPLICATION" } as const;
    expect(await findingOf("role.login", fault)).toMatchObject({ status: "fail", objects: ["electric"] });
    expect(await afterEachWay("role.login", fault)).toEqual(["pass"]);
  });

  test("fails after VALID UNTIL", async () => {
    const fault = { sql: "CREATE ROLE electric LOGIN VALID UNTIL '2020-02-29 12:00+00'" };
    const finding = await findingOf("role.login", fault);
    expect(finding.status).toBe("fail");
    expect(finding.found).toContain("on 2020-02-29T12:00:00.000Z");
    expect(await afterEachWay("role.login", fault)).toEqual(["pass"]);
  });

  test("warns ten days before it", async () => {
    const sql = `DO $$ BEGIN
      EXECUTE format('CREATE ROLE electric LOGIN VALID UNTIL %L', now() + '10 days'); END $$`;
    const finding = await findingOf("role.login", { sql });
    expect(finding.status).toBe("warn");
    expect(finding.found).toContain("expires in 10 days");
  });

  test("passes when it never expires", async () => {
    const sql = "CREATE ROLE electric LOGIN VALID UNTIL 'infinity'";
    expect((await findingOf("role.login", { sql })).status).toBe("pass");
  });
});

describe("role.replication", () => {
  test.each([14, 18] as const)(
    "fails on %i without the attribute, even as a member of a role that has it",
    async (major) => {
      const sql = `CREATE ROLE replicator REPLICATION; CREATE ROLE electric LOGIN IN ROLE replicator`;
      const fault: Fault = { major, sql };
      expect(await findingOf("role.replication", fault)).toMatchObject({
        status: "fail",
        objects: ["electric"],
      });
      expect(await afterEachWay("role.replication", fault)).toEqual(["pass", "fail"]);
    },
  );

  test("passes for a superuser", async () => {
    expect(
      (await findingOf("role.replication", { sql: "CREATE ROLE electric LOGIN SUPERUSER" })).status,
    ).toBe("pass");
  });
});

describe("role.dedicated", () => {
  test("warns when the application uses the role too", async () => {
    await withDatabase({ sql: GOOD }, async (database) => {
      expect((await database.findingOf("role.dedicated")).status).toBe("pass");
      const application = await database.session("electric");
      await application.query("SET application_name = 'web'");
      const finding = await database.findingOf("role.dedicated");
      expect(finding).toMatchObject({ status: "warn", objects: ["electric"] });
      expect(finding.found).toContain("“web”");
    });
  });

  test("warns about a superuser and about the server's default role", async () => {
    const superuser = await findingOf("role.dedicated", { sql: "CREATE ROLE electric LOGIN SUPERUSER" });
    expect(superuser).toMatchObject({ status: "warn", found: "electric is a superuser" });
    const common = await findingOf("role.dedicated", { target: { role: "postgres" } });
    expect(common).toMatchObject({ status: "warn", objects: ["postgres"] });
  });

  test("is unknown to a visitor that may not see sessions, until its grant is given", async () => {
    const sql = `CREATE ROLE electric LOGIN REPLICATION; CREATE ROLE visitor LOGIN;
                 REVOKE SELECT ON pg_stat_activity FROM PUBLIC`;
    await withDatabase({ sql, visitor: "visitor" }, async (database) => {
      const finding = await database.findingOf("role.dedicated");
      expect(finding.status).toBe("unknown");
      await database.admin.query(finding.ways[0]?.sql ?? "");
      expect((await database.findingOf("role.dedicated")).status).toBe("pass");
    });
  });
});

test("role.connect fails without CONNECT, and passes once it is granted", async () => {
  const fault: Fault = {
    major: 16,
    sql: [GOOD, onDatabase("REVOKE CONNECT ON DATABASE %I FROM PUBLIC")],
  };
  expect(await findingOf("role.connect", fault)).toMatchObject({
    status: "fail",
    objects: [expect.stringMatching(/^case_/)],
  });
  expect(await afterEachWay("role.connect", fault)).toEqual(["pass"]);
});

describe("role.create_publication", () => {
  const fault: Fault = { major: 18, sql: GOOD, target: member };

  test("fails without a publication and without the right to make one", async () => {
    expect(await findingOf("role.create_publication", fault)).toMatchObject({
      status: "fail",
      objects: [expect.stringMatching(/^case_/)],
    });
    expect(await afterEachWay("role.create_publication", fault)).toEqual(["pass", "pass", "no SQL"]);
  });

  test("does not apply in manual mode", async () => {
    expect((await findingOf("role.create_publication", { ...fault, target: manual })).status).toBe(
      "not applicable",
    );
  });
});

describe("role.schema_usage", () => {
  const fault: Fault = {
    major: 15,
    sql: `${GOOD} CREATE SCHEMA "select" AUTHORIZATION app; CREATE TABLE "select"."Order Items" (id int PRIMARY KEY)`,
    target: { scope: { kind: "tables", tables: [{ schema: "select", name: "Order Items" }] } },
  };

  test("fails on a schema that is closed to the role", async () => {
    expect(await findingOf("role.schema_usage", fault)).toMatchObject({
      status: "fail",
      objects: ["select"],
    });
    expect(await afterEachWay("role.schema_usage", fault)).toEqual(["pass"]);
  });

  test("fails on a schema that does not exist", async () => {
    const finding = await findingOf("role.schema_usage", {
      sql: GOOD,
      target: { scope: { kind: "schemas", schemas: ["public", "🚀"] } },
    });
    expect(finding).toMatchObject({ status: "fail", objects: ['"🚀"'] });
    expect(finding.found).toContain("does not exist");
  });
});

describe("role.select", () => {
  const fault: Fault = {
    major: 14,
    sql: `${GOOD} CREATE TABLE "it""s" (id int PRIMARY KEY); ALTER TABLE "it""s" OWNER TO app;`,
    target: manual,
  };

  test("fails on a table that the role may not read", async () => {
    expect(await findingOf("role.select", fault)).toMatchObject({
      status: "fail",
      objects: ['public."it""s"'],
    });
    expect(await afterEachWay("role.select", fault)).toEqual(["pass", "pass", "pass"]);
  });

  test.each([14, 18] as const)(
    "warns on %i of grants on every column, and fails once one is left out",
    (major) =>
      withDatabase(
        {
          major,
          sql: `CREATE ROLE app LOGIN; CREATE ROLE electric LOGIN REPLICATION; CREATE TABLE orders (id int PRIMARY KEY, "It's" text, gone int);
          ALTER TABLE orders OWNER TO app; ALTER TABLE orders DROP COLUMN gone; GRANT SELECT (id, "It's") ON orders TO electric`,
          target: manual,
        },
        async (database) => {
          const electric = await database.session("electric");
          expect((await electric.query(`SELECT id, "It's" FROM orders`)).rowCount).toBe(0);
          expect(await database.findingOf("role.select")).toMatchObject({
            status: "warn",
            objects: ["public.orders"],
          });
          await database.admin.query("ALTER TABLE orders ADD COLUMN later int");
          expect((await database.findingOf("role.select")).status).toBe("fail");
          await database.admin.query("GRANT SELECT (later) ON orders TO PUBLIC");
          expect((await database.findingOf("role.select")).status).toBe("warn");
        },
      ),
  );

  test("fails for an owner that took the right from itself", async () => {
    const sql = `CREATE ROLE electric LOGIN REPLICATION; CREATE TABLE orders (id int PRIMARY KEY);
                 ALTER TABLE orders OWNER TO electric; REVOKE ALL ON orders FROM electric`;
    expect(await findingOf("role.select", { sql })).toMatchObject({
      status: "fail",
      objects: ["public.orders"],
    });
  });

  test("passes where the root of a partitioned table may be read and its partitions may not", async () => {
    const sql = `CREATE ROLE electric LOGIN REPLICATION;
      CREATE TABLE visits (day date PRIMARY KEY) PARTITION BY RANGE (day);
      CREATE TABLE visits_2026 PARTITION OF visits FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
      GRANT SELECT ON visits TO electric`;
    expect((await findingOf("role.select", { sql, target: manual })).status).toBe("pass");
  });
});

test.each([14, 15, 16, 17, 18] as const)(
  "on %i pg_read_all_data opens what its offer says: other schemas, later tables and password verifiers",
  async (major) => {
    const sql = `CREATE ROLE electric LOGIN; CREATE ROLE secret PASSWORD 'x'; CREATE SCHEMA payroll; GRANT pg_read_all_data TO electric`;
    await withDatabase({ major, sql }, async ({ admin, session }) => {
      await admin.query("CREATE TABLE payroll.wages (id int); INSERT INTO payroll.wages VALUES (1)");
      const electric = await session("electric");
      expect((await electric.query("SELECT FROM payroll.wages")).rowCount).toBe(1);
      const verifiers = "SELECT FROM pg_authid WHERE rolname = 'secret' AND rolpassword IS NOT NULL";
      expect((await electric.query(verifiers)).rowCount).toBe(1);
    });
  },
);

describe("role.future_tables", () => {
  test.each([14, 15, 16, 17, 18] as const)(
    "on %i a member of the migrating role is covered, and what it makes tomorrow is",
    async (major) => {
      const sql = `${GOOD} REVOKE CREATE ON SCHEMA public FROM PUBLIC; GRANT CREATE ON SCHEMA public TO app`;
      const fault: Fault = { major, sql, target: member };
      expect(await findingOf("role.future_tables", fault)).toMatchObject({
        status: "warn",
        objects: ["app"],
      });
      await withDatabase(fault, async (database) => {
        const [way] = (await database.findingOf("role.future_tables")).ways;
        await database.admin.query(way?.sql ?? "");
        expect((await database.findingOf("role.future_tables")).status).toBe("pass");
        await (await database.session("app")).query("CREATE TABLE tomorrow (id int PRIMARY KEY)");
        expect((await database.findingOf("tables.ownership")).status).toBe("pass");
      });
    },
  );

  test("default privileges without FOR ROLE cover only what the granting role makes", async () => {
    const sql = `${GOOD} ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO electric`;
    const fault: Fault = { sql, target: manual };
    expect(await findingOf("role.future_tables", fault)).toMatchObject({ status: "warn", objects: ["app"] });
    expect(await afterEachWay("role.future_tables", fault)).toEqual(["pass", "pass"]);
  });

  test("after handing the tables over, who may still create is named", async () => {
    const sql = `CREATE ROLE electric LOGIN REPLICATION; CREATE ROLE dev LOGIN;
      CREATE TABLE orders (id int PRIMARY KEY); ALTER TABLE orders OWNER TO electric;
      GRANT CREATE ON SCHEMA public TO dev`;
    const fault: Fault = { major: 16, sql };
    expect(await findingOf("role.future_tables", fault)).toMatchObject({ status: "warn", objects: ["dev"] });
    expect(await afterEachWay("role.future_tables", fault)).toEqual(["pass", "pass", "no SQL", "no SQL"]);
  });
});

describe("role.row_security", () => {
  const secured = `${GOOD} ALTER TABLE orders ENABLE ROW LEVEL SECURITY;`;

  test.each([14, 17] as const)(
    "fails on %i for a role that only reads, and each way fixes it",
    async (major) => {
      const fault: Fault = { major, sql: secured, target: manual };
      expect(await findingOf("role.row_security", fault)).toMatchObject({
        status: "fail",
        objects: ["public.orders"],
      });
      expect(await afterEachWay("role.row_security", fault)).toEqual(["pass", "warn", "warn", "no SQL"]);
    },
  );

  test("fails for a member of the owner under FORCE, and each way fixes it", async () => {
    const sql = `${secured} ALTER TABLE orders FORCE ROW LEVEL SECURITY; GRANT app TO electric`;
    const fault: Fault = { major: 18, sql, target: member };
    expect((await findingOf("role.row_security", fault)).status).toBe("fail");
    expect(await afterEachWay("role.row_security", fault)).toEqual(["pass", "warn", "warn", "no SQL"]);
  });

  test("warns for a member of the owner, for FORCE would filter it", async () => {
    const fault: Fault = { sql: `${secured} GRANT app TO electric`, target: member };
    expect(await findingOf("role.row_security", fault)).toMatchObject({
      status: "warn",
      objects: ["public.orders"],
    });
    expect(await afterEachWay("role.row_security", fault)).toEqual(["pass"]);
  });

  test.each([
    ["a plain reader", "", 0],
    ["a member of the owner", "GRANT app TO electric;", 3],
    [
      "a member of the owner under FORCE",
      "GRANT app TO electric; ALTER TABLE orders FORCE ROW LEVEL SECURITY;",
      0,
    ],
    [
      "a role with BYPASSRLS under FORCE",
      "ALTER ROLE electric BYPASSRLS; ALTER TABLE orders FORCE ROW LEVEL SECURITY;",
      3,
    ],
  ])("what it says is what Postgres does: %s", async (_, more, rows) => {
    await withDatabase(
      { sql: `${secured} INSERT INTO orders VALUES (1), (2), (3); ${more}` },
      async (database) => {
        const electric = await database.session("electric");
        expect((await electric.query("SELECT FROM orders")).rowCount).toBe(rows);
        const { status } = await database.findingOf("role.row_security");
        expect(status === "fail").toBe(rows === 0);
      },
    );
  });
});
