import { expect, test } from "vitest";
import { publishedExport, publishedSql } from "@/lib/published/export";
import { withDatabase } from "./faults/harness";

const TABLES = [
  "CREATE ROLE electric LOGIN REPLICATION",
  'CREATE TABLE items (id int PRIMARY KEY, "o""dd" text); CREATE TABLE "Left" (id int PRIMARY KEY)',
];

const PUBLISHED = [
  `ALTER TABLE items REPLICA IDENTITY FULL; ALTER TABLE "Left" REPLICA IDENTITY NOTHING`,
  "CREATE PUBLICATION electric_publication_default WITH (publish = 'insert, update', publish_via_partition_root = true)",
  `ALTER PUBLICATION electric_publication_default ADD TABLE "Left"`,
];

test.each([14, 18] as const)(
  "Postgres %i: the SQL of an export publishes the same on another database",
  async (major) => {
    const entry = major >= 15 ? ` (id, "o""dd") WHERE (id > 1 AND "o""dd" <> ';--')` : "";
    const sql = [
      ...TABLES,
      ...PUBLISHED,
      `ALTER PUBLICATION electric_publication_default ADD TABLE items${entry}`,
    ];
    await withDatabase({ major, sql }, async (one) => {
      const seen = await one.look();
      const told = publishedExport(seen);
      if (told === null) throw new Error("The publication is there.");
      expect(told.tables).toHaveLength(2);
      const anew = publishedSql(told, seen.server.versionNum);
      await withDatabase({ major, sql: [...TABLES.slice(1), anew] }, async (other) => {
        expect(publishedExport(await other.look())).toEqual({ ...told, takenAt: expect.any(String) });
      });
    });
  },
);
