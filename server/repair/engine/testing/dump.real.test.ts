import { describe, expect, test } from "vitest";
import { MAJORS } from "@/server/embedded/binaries";
import { withDatabase } from "@/server/watched/faults/harness";
import { dumpCatalogue } from "./dump";

const SETUP = `
  CREATE ROLE app LOGIN; CREATE ROLE reader; CREATE ROLE electric LOGIN REPLICATION;
  GRANT app TO reader;
  CREATE TABLE orders (id serial PRIMARY KEY, note text NOT NULL UNIQUE); ALTER TABLE orders OWNER TO app;
  CREATE PUBLICATION electric_publication_default FOR TABLE orders;`;

/** Acts that a repair may do, each with what takes it back; every one has to show, and be gone afterwards. */
const MOVES: [does: string, undoes: string][] = [
  ["ALTER ROLE electric CONNECTION LIMIT 5", "ALTER ROLE electric CONNECTION LIMIT -1"],
  ["ALTER ROLE electric SET statement_timeout = '1s'", "ALTER ROLE electric RESET statement_timeout"],
  ["GRANT app TO electric", "REVOKE app FROM electric"],
  ["GRANT USAGE ON SCHEMA public TO electric", "REVOKE USAGE ON SCHEMA public FROM electric"],
  ["GRANT SELECT (note) ON orders TO electric", "REVOKE SELECT (note) ON orders FROM electric"],
  ["GRANT SELECT ON orders TO electric", "REVOKE SELECT ON orders FROM electric"],
  ["REVOKE DELETE ON orders FROM app", "GRANT DELETE ON orders TO app"],
  ["ALTER TABLE orders OWNER TO electric", "ALTER TABLE orders OWNER TO app"],
  [
    "ALTER TABLE orders REPLICA IDENTITY USING INDEX orders_note_key",
    "ALTER TABLE orders REPLICA IDENTITY DEFAULT",
  ],
  [
    "ALTER PUBLICATION electric_publication_default SET (publish = 'insert')",
    "ALTER PUBLICATION electric_publication_default SET (publish = 'insert, update, delete, truncate')",
  ],
  [
    "ALTER PUBLICATION electric_publication_default DROP TABLE orders",
    "ALTER PUBLICATION electric_publication_default ADD TABLE orders",
  ],
  [
    "ALTER DEFAULT PRIVILEGES FOR ROLE app GRANT SELECT ON TABLES TO electric",
    "ALTER DEFAULT PRIVILEGES FOR ROLE app REVOKE SELECT ON TABLES FROM electric",
  ],
  [
    "SELECT pg_create_logical_replication_slot('electric_slot_default', 'pgoutput')",
    "SELECT pg_drop_replication_slot('electric_slot_default')",
  ],
];

describe.each(MAJORS)("a dump of Postgres %i", (major) => {
  test("shows every move of a repair, and is what it was once the move is taken back", async () => {
    await withDatabase({ major, sql: SETUP }, async ({ admin }) => {
      const before = await dumpCatalogue(admin);
      for (const [does, undoes] of MOVES) {
        await admin.query(does);
        expect(await dumpCatalogue(admin), does).not.toEqual(before);
        await admin.query(undoes);
        expect(await dumpCatalogue(admin), undoes).toEqual(before);
      }
    });
  });
});
