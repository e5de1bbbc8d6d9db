import { Client } from "pg";
import { expect, test } from "vitest";
import { checks } from "@/lib/checks";
import { judge } from "@/lib/checks/judge";
import { targetSchema } from "@/lib/target/schema";
import { versionsFor } from "@/server/testing/versions";
import { findingOf, withDatabase } from "./faults/harness";
import { afterEachWay } from "./faults/ways";
import { visit } from "./visit";

const ROLES = `CREATE ROLE electric LOGIN REPLICATION; CREATE ROLE blind LOGIN; CREATE TABLE items (id int PRIMARY KEY);`;
const CHECK = "server.session_settings";
const here = (statement: string) => `DO $$ BEGIN EXECUTE format('${statement}', current_database()); END $$`;

/* cases/05: lc_messages, here as the server has it without the locale. */

/** Settings at every level, the strongest last, with a value of each that no other level has. */
const LEVELS = [
  "ALTER ROLE ALL SET default_transaction_isolation = 'serializable'",
  here("ALTER DATABASE %I SET default_transaction_isolation = ''repeatable read''"),
  "ALTER ROLE electric SET default_transaction_isolation = 'read uncommitted'",
  here("ALTER ROLE electric IN DATABASE %I SET default_transaction_isolation = ''read committed''"),
];

test.each(versionsFor("ends"))(
  "Postgres %i: of several levels the one counts that a session of Electric's role has",
  (major) =>
    withDatabase({ major, sql: ROLES }, async (database) => {
      for (const statement of LEVELS) {
        await database.admin.query(statement);
        const session = new Client({
          host: "127.0.0.1",
          port: database.port,
          database: database.name,
          user: "electric",
        });
        await session.connect();
        const { rows } = await session.query(
          "SELECT current_setting('default_transaction_isolation') AS value",
        );
        await session.end();
        for (const visitor of ["postgres", "blind"]) {
          const { role } = await database.look({}, visitor);
          const setting = role?.settings.find(({ name }) => name === "default_transaction_isolation");
          expect(setting?.value).toBe(rows[0]?.value);
        }
      }
      expect((await database.findingOf(CHECK)).status).toBe("pass");
    }),
);

test.each(versionsFor("ends"))(
  "Postgres %i: lc_messages and whether it is translated are read, for a blind role too",
  (major) =>
    withDatabase({ major, sql: ROLES }, async (database) => {
      for (const visitor of ["postgres", "blind"]) {
        const { server, database: seen } = await database.look({}, visitor);
        expect(server).toMatchObject({ lcMessages: "C", messagesTranslated: false });
        expect(seen.encoding).toBe("UTF8");
      }
      // The embedded servers have no translations; the setting alone can be judged by its name, and only a superuser makes it.
      await database.admin.query(
        "INSERT INTO pg_db_role_setting SELECT 0, oid, ARRAY['lc_messages=de_DE.utf8'] FROM pg_roles WHERE rolname = 'electric'",
      );
      const finding = await database.findingOf(CHECK);
      expect(finding).toMatchObject({ status: "warn", objects: ["lc_messages"] });
      await database.admin.query(finding.ways[0]?.sql ?? "");
      expect((await database.findingOf(CHECK)).status).toBe("pass");
    }),
);

test("each way ends what it is for", async () => {
  for (const sql of [
    "ALTER ROLE electric SET client_encoding = 'LATIN1'",
    "ALTER ROLE electric SET search_path = 'public', 'pg_catalog'",
    "ALTER ROLE electric SET session_preload_libraries = 'auto_explain'",
    here("ALTER ROLE electric IN DATABASE %I SET default_transaction_isolation = ''serializable''"),
  ]) {
    const fault = { sql: [ROLES, sql], target: targetSchema.parse({}) };
    expect([sql, (await findingOf(CHECK, fault)).status]).toEqual([sql, "warn"]);
    expect([sql, ...(await afterEachWay(CHECK, fault))]).toEqual([sql, "pass"]);
  }
});

test("a database in LATIN1 warns until Electric's role asks for UTF-8", () =>
  withDatabase({ sql: ROLES }, async ({ admin, login, name }) => {
    const latin = `${name}_latin`;
    await admin.query(
      `CREATE DATABASE ${latin} ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0`,
    );
    try {
      const snapshot = await visit({ ...login, database: latin }, targetSchema.parse({}));
      expect(snapshot).toMatchObject({ reached: true, database: { encoding: "LATIN1" } });
      const finding = checks
        .filter(({ id }) => id === CHECK)
        .map((check) => judge(check, snapshot, targetSchema.parse({})));
      expect(finding).toMatchObject([{ status: "warn", objects: ["client_encoding"] }]);
    } finally {
      await admin.query(`DROP DATABASE ${latin} WITH (FORCE)`);
    }
  }));
