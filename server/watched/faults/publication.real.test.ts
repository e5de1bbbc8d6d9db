import { describe, expect, test } from "vitest";
import { findingOf, withDatabase } from "./harness";

const NAME = "electric_publication_default";
const ROLE = "CREATE ROLE electric LOGIN REPLICATION; CREATE ROLE app LOGIN;";
const TABLES = "CREATE TABLE a (id int PRIMARY KEY, v text); CREATE TABLE b (id int PRIMARY KEY, v text);";
const PARTITIONED = `
  CREATE TABLE visits (id int, at date, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
  CREATE TABLE visits_2026 PARTITION OF visits FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');`;
const manual = { strategy: "manual" } as const;
const owned = `ALTER PUBLICATION ${NAME} OWNER TO electric;`;

describe("publication.exists", () => {
  test("fails in manual mode without a publication, and its SQL fixes it, whatever the tables are called", async () => {
    await withDatabase(
      { sql: `${ROLE} ${TABLES} CREATE TABLE "We""ird 🚀" (id int);`, target: manual },
      async ({ admin, findingOf: finding }) => {
        const before = await finding("publication.exists");
        expect(before).toMatchObject({ status: "fail", objects: [NAME] });
        await admin.query(before.ways[0]?.sql ?? "");
        expect((await finding("publication.exists")).status).toBe("pass");
        expect((await finding("publication.tables")).status).toBe("pass");
      },
    );
  });

  test("makes it with partitions under their root and generated columns where that exists", async () => {
    await withDatabase(
      { major: 18, sql: `${ROLE} ${PARTITIONED}`, target: manual },
      async ({ admin, look, findingOf: finding }) => {
        await admin.query((await finding("publication.exists")).ways[0]?.sql ?? "");
        expect((await look()).publication).toMatchObject({ viaPartitionRoot: true, generatedStored: true });
        expect((await finding("publication.partition_root")).status).toBe("pass");
      },
    );
  });

  test("passes in automatic mode without one", async () => {
    expect((await findingOf("publication.exists", { sql: `${ROLE} ${TABLES}` })).status).toBe("pass");
  });
});

describe("publication.owner", () => {
  test.each([14, 17] as const)(
    "fails on %i when another role owns it and a table is missing",
    async (major) => {
      await withDatabase(
        { major, sql: `${ROLE} ${TABLES} CREATE PUBLICATION ${NAME} FOR TABLE a;` },
        async ({ name, admin, findingOf: finding }) => {
          const before = await finding("publication.owner");
          expect(before).toMatchObject({ status: "fail", objects: [NAME, "public.b"] });
          await admin.query(`GRANT CREATE ON DATABASE "${name}" TO electric`);
          await admin.query(before.ways[0]?.sql ?? "");
          expect((await finding("publication.owner")).status).toBe("pass");
        },
      );
    },
  );

  test("warns when another role owns it and everything is in it, also for a superuser and a member", async () => {
    const sql = `CREATE ROLE app; CREATE ROLE electric LOGIN SUPERUSER IN ROLE app; ${TABLES}
      CREATE PUBLICATION ${NAME} FOR TABLE a, b;`;
    expect((await findingOf("publication.owner", { sql })).status).toBe("warn");
  });
});

test("publication.operations fails when TRUNCATE is left out", async () => {
  const finding = await findingOf("publication.operations", {
    major: 16,
    sql: `${ROLE} CREATE PUBLICATION ${NAME} WITH (publish = 'insert, update, delete');`,
  });
  expect(finding).toMatchObject({ status: "fail", objects: [NAME] });
});

describe("publication.tables", () => {
  test("fails in manual mode for a table that is not listed, and its SQL lists it", async () => {
    await withDatabase(
      { major: 15, sql: `${ROLE} ${TABLES} CREATE PUBLICATION ${NAME} FOR TABLE a;`, target: manual },
      async ({ admin, findingOf: finding }) => {
        const before = await finding("publication.tables");
        expect(before).toMatchObject({ status: "fail", objects: ["public.b"] });
        await admin.query(before.ways[0]?.sql ?? "");
        expect((await finding("publication.tables")).status).toBe("pass");
      },
    );
  });

  test("warns of hand-added tables in a publication that Electric owns, and its SQL takes them out", async () => {
    await withDatabase(
      {
        sql: `${ROLE} ${TABLES} CREATE SCHEMA audit; CREATE TABLE audit.log (id int);
          CREATE PUBLICATION ${NAME} FOR TABLE a, audit.log; ${owned}`,
      },
      async ({ admin, findingOf: finding }) => {
        const before = await finding("publication.tables");
        expect(before).toMatchObject({ status: "warn", objects: ["audit.log"] });
        await admin.query(before.ways[0]?.sql ?? "");
        expect((await finding("publication.tables")).status).toBe("pass");
      },
    );
  });
});

describe("publication.scope", () => {
  test.each([14, 18] as const)(
    "fails on %i FOR ALL TABLES, and its SQL makes it anew by name",
    async (major) => {
      await withDatabase(
        { major, sql: `${ROLE} ${TABLES} CREATE PUBLICATION ${NAME} FOR ALL TABLES;`, target: manual },
        async ({ admin, findingOf: finding }) => {
          const before = await finding("publication.scope");
          expect(before).toMatchObject({ status: "fail", objects: [NAME] });
          expect((await finding("publication.tables")).status).toBe("fail");
          await admin.query(before.ways[0]?.sql ?? "");
          expect((await finding("publication.scope")).status).toBe("pass");
          expect((await finding("publication.tables")).status).toBe("pass");
        },
      );
    },
  );

  test.each([15, 17] as const)(
    "fails on %i FOR TABLES IN SCHEMA, and its SQL lists the tables",
    async (major) => {
      await withDatabase(
        {
          major,
          sql: `${ROLE} ${TABLES} CREATE PUBLICATION ${NAME} FOR TABLES IN SCHEMA public;`,
          target: manual,
        },
        async ({ admin, findingOf: finding }) => {
          const before = await finding("publication.scope");
          expect(before.status).toBe("fail");
          await admin.query(before.ways[0]?.sql ?? "");
          expect((await finding("publication.scope")).status).toBe("pass");
          expect((await finding("publication.tables")).status).toBe("pass");
        },
      );
    },
  );

  test("warns where Electric owns it, for it can list a table of that schema by name itself", async () => {
    await withDatabase(
      {
        sql: `CREATE ROLE electric LOGIN SUPERUSER; ${TABLES}
          CREATE PUBLICATION ${NAME} FOR TABLES IN SCHEMA public; ${owned}`,
      },
      async ({ session, findingOf: finding }) => {
        expect((await finding("publication.scope")).status).toBe("warn");
        const electric = await session("electric");
        await electric.query(`ALTER PUBLICATION ${NAME} ADD TABLE public.a`);
        expect((await finding("publication.scope")).status).toBe("warn");
      },
    );
  });
});

describe("publication.partition_root", () => {
  test.each([14, 17] as const)("fails on %i without the option, and its SQL sets it", async (major) => {
    await withDatabase(
      { major, sql: `${ROLE} ${PARTITIONED} CREATE PUBLICATION ${NAME} FOR TABLE visits; ${owned}` },
      async ({ admin, findingOf: finding }) => {
        const before = await finding("publication.partition_root");
        expect(before).toMatchObject({ status: "fail", objects: ["public.visits"] });
        await admin.query(before.ways[0]?.sql ?? "");
        expect((await finding("publication.partition_root")).status).toBe("pass");
      },
    );
  });

  test("fails without a publication, for Electric would make it without the option", async () => {
    const finding = await findingOf("publication.partition_root", { sql: `${ROLE} ${PARTITIONED}` });
    expect(finding.status).toBe("fail");
  });

  test("a partition gets no change of its own once its partitioned table is published with the option", async () => {
    const partition = {
      scope: { kind: "tables" as const, tables: [{ schema: "public", name: "visits_2026" }] },
    };
    await withDatabase(
      {
        sql: `${ROLE} ${PARTITIONED}
          CREATE PUBLICATION ${NAME} FOR TABLE visits_2026 WITH (publish_via_partition_root = true); ${owned}`,
      },
      async ({ admin, findingOf: finding }) => {
        const published = async () =>
          (await admin.query("SELECT tablename FROM pg_publication_tables WHERE pubname = $1", [NAME])).rows;
        expect(await published()).toEqual([{ tablename: "visits_2026" }]);
        expect((await finding("publication.partition_root", partition)).status).toBe("warn");
        await admin.query(`ALTER PUBLICATION ${NAME} ADD TABLE visits`);
        expect(await published()).toEqual([{ tablename: "visits" }]);
        expect((await finding("publication.partition_root", partition)).status).toBe("fail");
      },
    );
  });
});

describe("publication.filters", () => {
  test("fails on a row filter and a column list, and its SQL publishes the tables whole", async () => {
    await withDatabase(
      {
        major: 15,
        sql: `${ROLE} ${TABLES} CREATE PUBLICATION ${NAME} FOR TABLE a WHERE (id <= 5), b (id);`,
        target: manual,
      },
      async ({ admin, findingOf: finding }) => {
        const before = await finding("publication.filters");
        expect(before).toMatchObject({ status: "fail", objects: ["public.a", "public.b"] });
        await admin.query(before.ways[0]?.sql ?? "");
        expect((await finding("publication.filters")).status).toBe("pass");
      },
    );
  });

  test.each([15, 17, 18] as const)(
    "on %i any column list with FULL, even one of all columns, makes the application's own UPDATE fail",
    async (major) => {
      for (const columns of ["id", "id, v"]) {
        const sql = `${TABLES} ALTER TABLE b REPLICA IDENTITY FULL; CREATE PUBLICATION ${NAME} FOR TABLE b (${columns});`;
        await withDatabase({ major, sql }, async ({ admin }) => {
          await admin.query("INSERT INTO b VALUES (1, 'x')");
          await expect(admin.query("UPDATE b SET v = 'y'")).rejects.toMatchObject({ code: "42P10" });
        });
      }
    },
  );
});
