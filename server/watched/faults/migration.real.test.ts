import { describe, expect, test } from "vitest";
import { TOOLS } from "@/lib/connect/migrations";
import { publishingOf, type Publishing } from "@/lib/connect/migrations/publishing";
import { targetSchema } from "@/lib/target/schema";
import { withDatabase, type FaultyDatabase } from "./harness";

const target = { strategy: "manual", environment: "development" } as const;
const TABLES = `
  CREATE ROLE app LOGIN;
  DO $$ BEGIN EXECUTE format('GRANT CREATE ON DATABASE %I TO app', current_database()); END $$;
  CREATE TABLE orders (id int PRIMARY KEY, v text);
  CREATE TABLE "it's ""odd""\\" (id int PRIMARY KEY);
  CREATE TABLE visits (day date PRIMARY KEY) PARTITION BY RANGE (day);
  CREATE TABLE visits_2026 PARTITION OF visits FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
  ALTER TABLE orders OWNER TO app; ALTER TABLE "it's ""odd""\\" OWNER TO app;
  ALTER TABLE visits OWNER TO app; ALTER TABLE visits_2026 OWNER TO app;
  ALTER SCHEMA public OWNER TO app;`;
const ELECTRIC = "CREATE ROLE electric LOGIN REPLICATION;";

const CHECKS = [
  "publication.exists",
  "publication.tables",
  "publication.operations",
  "publication.partition_root",
  "tables.replica_identity",
  "role.select",
  "role.schema_usage",
];

async function publishing(database: FaultyDatabase): Promise<Publishing> {
  const made = publishingOf(await database.look(), targetSchema.parse(target));
  if (typeof made === "string") throw new Error(made);
  return made;
}

describe("the migration that publishes the tables", () => {
  test.each([14, 18] as const)(
    "makes every check of it pass on %i, run by the owner of the tables, and can be run again",
    async (major) => {
      await withDatabase({ major, sql: ELECTRIC + TABLES, target }, async (database) => {
        const { statements } = await publishing(database);
        const app = await database.session("app");
        for (let time = 0; time < 2; time += 1)
          for (const statement of statements) await app.query(statement);
        const findings = await Promise.all(CHECKS.map((check) => database.findingOf(check)));
        expect(findings.map(({ id, status }) => `${id} ${status}`)).toEqual(CHECKS.map((id) => `${id} pass`));
        // As one script too, which psql and Prisma send.
        await app.query(TOOLS.sql.files(await publishing(database), new Date(0))[0]?.text ?? "");
      });
    },
  );

  test("fails loudly where Electric's role is missing, and nothing of it stays", async () => {
    await withDatabase({ sql: TABLES, target }, async (database) => {
      const [script] = TOOLS.sql.files(await publishing(database), new Date(0));
      const app = await database.session("app");
      await expect(app.query(script?.text ?? "")).rejects.toMatchObject({ code: "42704" });
      await app.query("ROLLBACK");
      const { rows } = await database.admin.query("SELECT pubname FROM pg_publication");
      expect(rows).toEqual([]);
    });
  });

  test("changes nothing where the publication lacks a table that its role may not add", async () => {
    await withDatabase(
      {
        sql: `${ELECTRIC}${TABLES} CREATE PUBLICATION electric_publication_default FOR TABLE orders;`,
        target,
      },
      async (database) => {
        const [script] = TOOLS.sql.files(await publishing(database), new Date(0));
        const app = await database.session("app");
        await expect(app.query(script?.text ?? "")).rejects.toThrow(
          /must be owner of publication electric_publication_default/,
        );
      },
    );
  });
});
