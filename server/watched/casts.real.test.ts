import { DatabaseError, type Client } from "pg";
import { expect, test } from "vitest";
import type { Major } from "@/server/embedded/binaries";
import { withDatabase } from "./faults/harness";

const CHECK = "role.casts";
const sql = `
  CREATE ROLE electric LOGIN REPLICATION;
  CREATE TYPE mood AS ENUM ('glad');
  CREATE FUNCTION mood_text(mood) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT 'x' $$;
  CREATE CAST (mood AS text) WITH FUNCTION mood_text(mood);
  CREATE DOMAIN moods AS mood;
  CREATE FUNCTION fine(int) RETURNS bool LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN RETURN true; END $$;
  CREATE DOMAIN checked AS int CHECK (fine(VALUE));
  CREATE FUNCTION twice(int) RETURNS int LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN RETURN $1 * 2; END $$;
  CREATE TABLE items (id int PRIMARY KEY, mood mood, moods moods, list mood[]);
  CREATE TABLE fair (id int PRIMARY KEY, size checked, double int GENERATED ALWAYS AS (twice(id)) STORED,
                     CHECK (fine(id)));
  CREATE INDEX ON fair (twice(id));
  INSERT INTO items VALUES (1, 'glad', 'glad', '{glad}'); INSERT INTO fair VALUES (1, 2);
  GRANT SELECT ON items, fair TO electric;
  REVOKE EXECUTE ON FUNCTION mood_text(mood), fine(int), twice(int) FROM PUBLIC;
  REVOKE EXECUTE ON FUNCTION enum_out(anyenum), array_out(anyarray) FROM PUBLIC;`;

/** Returns the SQLSTATE with which Postgres refuses a query, or what it answers. */
async function answerTo(session: Client, query: string): Promise<unknown> {
  try {
    return (await session.query(query)).rows;
  } catch (error) {
    if (error instanceof DatabaseError) return error.code;
    throw error;
  }
}

test.each<Major>([14, 18])(
  "Postgres %i asks for EXECUTE on a cast, and not on what output, domains, generated columns and indexes call",
  (major) =>
    withDatabase({ major, sql, target: { strategy: "manual" } }, async (database) => {
      const electric = await database.session("electric");
      expect(await answerTo(electric, "SELECT mood::text FROM items")).toBe("42501");
      expect(await answerTo(electric, "SELECT moods::text FROM items")).toBe("42501");
      expect(await answerTo(electric, "SELECT list::text FROM items")).toEqual([{ list: "{glad}" }]);
      expect(
        await answerTo(electric, "SELECT id::text, size::text, double::text FROM fair WHERE id = 1"),
      ).toEqual([{ id: "1", size: "2", double: "2" }]);
      const finding = await database.findingOf(CHECK);
      expect(finding).toMatchObject({ status: "fail", objects: ["public.items"] });
      expect(finding.found).toContain("(mood public.mood, moods public.moods)");
      await database.admin.query(finding.ways[0]?.sql ?? "");
      expect(await answerTo(electric, "SELECT mood::text FROM items")).toEqual([{ mood: "x" }]);
      expect((await database.findingOf(CHECK)).status).toBe("pass");
    }),
);
