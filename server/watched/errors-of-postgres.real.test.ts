import { DatabaseError } from "pg";
import { expect, test } from "vitest";
import type { Slug } from "@/lib/troubleshoot/entries";
import { diagnose } from "@/lib/troubleshoot/diagnose";
import type { Major } from "@/server/embedded/binaries";
import { withDatabase, type FaultyDatabase } from "./faults/harness";

/** Statements of the superuser, before those that fail. */
const SETUP = `
  CREATE ROLE app; CREATE ROLE electric; CREATE ROLE plain; CREATE ROLE maker CREATEROLE; GRANT app TO electric;
  CREATE TABLE items (id int PRIMARY KEY, v text); CREATE TABLE keyless (v text); INSERT INTO keyless VALUES ('a');
  CREATE UNLOGGED TABLE fleeting (id int PRIMARY KEY);
  CREATE TABLE hidden (id int); ALTER TABLE hidden ENABLE ROW LEVEL SECURITY; GRANT SELECT ON hidden TO plain;
  CREATE SCHEMA closed; CREATE TABLE closed.items (id int); CREATE TABLE of_app (id int); ALTER TABLE of_app OWNER TO app;
  CREATE FUNCTION locked() RETURNS int LANGUAGE sql AS 'SELECT 1'; REVOKE EXECUTE ON FUNCTION locked() FROM PUBLIC;
  CREATE PUBLICATION pub FOR TABLE items, keyless;
  DO $$ BEGIN EXECUTE format('GRANT CREATE ON DATABASE %I TO maker', current_database()); END $$`;

type Failing = { as?: string; sql: string; slug: Slug; since?: Major };

const FAILING: readonly Failing[] = [
  { as: "plain", sql: "SELECT * FROM items", slug: "permission-denied-for-table" },
  { as: "plain", sql: "SELECT * FROM closed.items", slug: "permission-denied-for-schema" },
  { as: "plain", sql: "SELECT locked()", slug: "permission-denied-for-function" },
  { as: "plain", sql: "ALTER TABLE items REPLICA IDENTITY FULL", slug: "must-be-owner-of-table" },
  { as: "plain", sql: "CREATE PUBLICATION mine", slug: "permission-denied-for-database" },
  { as: "plain", sql: "ALTER PUBLICATION pub ADD TABLE of_app", slug: "must-be-owner-of-publication" },
  {
    as: "plain",
    sql: "SELECT pg_create_logical_replication_slot('s', 'pgoutput')",
    slug: "replication-slots-denied",
  },
  { as: "plain", sql: "ALTER SYSTEM SET work_mem = '8MB'", slug: "alter-system-refused" },
  { as: "plain", sql: "SET row_security = off; SELECT * FROM hidden", slug: "row-security-applies" },
  { as: "plain", sql: "GRANT app TO maker", slug: "cannot-grant-role" },
  { as: "maker", sql: "CREATE PUBLICATION every FOR ALL TABLES", slug: "for-all-tables-refused" },
  { as: "maker", sql: "CREATE ROLE other REPLICATION", slug: "cannot-create-replication-role" },
  { as: "app", sql: "ALTER TABLE of_app OWNER TO electric", slug: "cannot-set-owner" },
  { sql: "GRANT electric TO app", slug: "circular-membership" },
  { sql: "UPDATE keyless SET v = 'b'", slug: "write-fails-no-replica-identity" },
  { sql: "ALTER PUBLICATION pub ADD TABLE fleeting", slug: "table-cannot-be-published" },
  { sql: "ALTER PUBLICATION pub ADD TABLE items", slug: "table-already-published" },
  { sql: "DROP PUBLICATION none", slug: "publication-does-not-exist" },
  { sql: "SELECT pg_drop_replication_slot('none')", slug: "replication-slot-does-not-exist" },
  {
    sql: "SELECT pg_create_logical_replication_slot('bücher', 'pgoutput')",
    slug: "replication-slot-name-invalid",
  },
  {
    sql: "INSERT INTO items VALUES (1); SELECT pg_create_logical_replication_slot('s', 'pgoutput')",
    slug: "slot-in-writing-transaction",
  },
  {
    sql: "SELECT pg_create_logical_replication_slot('s', 'pgoutput', true, false, true)",
    slug: "failover-slot-not-temporary",
    since: 17,
  },
  { sql: "SET statement_timeout = '1ms'; SELECT pg_sleep(10)", slug: "statement-timeout" },
  {
    sql: "SET default_transaction_read_only = on; COMMIT; CREATE PUBLICATION mine",
    slug: "read-only-database",
  },
  {
    sql: "CREATE TABLE narrow (id int PRIMARY KEY, v text); ALTER TABLE narrow REPLICA IDENTITY FULL; CREATE PUBLICATION list FOR TABLE narrow (id); UPDATE narrow SET v = 'x'",
    slug: "write-fails-column-list",
    since: 15,
  },
  {
    sql: "CREATE TABLE made (id int PRIMARY KEY, g int GENERATED ALWAYS AS (id) STORED); ALTER TABLE made REPLICA IDENTITY FULL; CREATE PUBLICATION bare FOR TABLE made; UPDATE made SET id = 2",
    slug: "write-fails-generated-columns",
    since: 18,
  },
];

/** Returns what the server said to a statement, as psql and a log have it. */
async function refusalOf({ admin }: FaultyDatabase, { as, sql }: Failing): Promise<string> {
  await admin.query("RESET ALL");
  await admin.query(as === undefined ? "RESET ROLE" : `SET ROLE ${as}`);
  try {
    await admin.query(sql);
    return "";
  } catch (error) {
    if (!(error instanceof DatabaseError)) throw error;
    const detail = error.detail === undefined ? "" : `\nDETAIL:  ${error.detail}`;
    return `ERROR:  ${error.message}${detail}`;
  } finally {
    await admin.query("ROLLBACK");
    await admin.query("RESET ROLE");
  }
}

test.each([14, 16, 18] as const)("what Postgres %i itself says is recognised", (major) =>
  withDatabase({ major }, async (database) => {
    await database.admin.query(SETUP);
    const misread: string[] = [];
    for (const failing of FAILING.filter(({ since = 14 }) => since <= major)) {
      const text = await refusalOf(database, failing);
      const top = diagnose(text).matches[0]?.entry.slug;
      if (top !== failing.slug) misread.push(`${failing.sql}: ${text} is read as ${top}`);
    }
    expect(misread).toEqual([]);
  }),
);
