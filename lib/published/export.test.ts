import { expect, test } from "vitest";
import { aTable, snapshotWith } from "@/lib/snapshot/fixture";
import { publishedExport, publishedExportSchema, publishedSql } from "./export";

const snapshot = snapshotWith((seen) => {
  seen.relations = [
    { ...aTable, oid: 2, name: "orders", published: { filter: "(id > 1)", columns: ["id", 'o"dd'] } },
    { ...aTable, oid: 1, name: "Items", published: { filter: null, columns: null }, replicaIdentity: "i" },
    { ...aTable, oid: 3, name: "left", published: null },
  ];
});

test("the export has each table of the publication with its column list, row filter and replica identity", () => {
  const told = publishedExportSchema.parse(publishedExport(snapshot));
  expect(told.publication.name).toBe("electric_publication_default");
  expect(
    told.tables.map(({ name, columns, filter, replicaIdentity }) => [name, columns, filter, replicaIdentity]),
  ).toEqual([
    ["Items", null, null, "index"],
    ["orders", ["id", 'o"dd'], "(id > 1)", "full"],
  ]);
});

test("its SQL makes the publication and identities anew, and says what it cannot make", () => {
  const told = publishedExport(snapshot);
  const sql = told === null ? "" : publishedSql(told, 170_004);
  expect(sql.split("\n").filter(Boolean)).toEqual([
    expect.stringMatching(/^CREATE PUBLICATION "electric_publication_default" WITH \(publish = /),
    '-- public."Items": its replica identity is an index; set it by hand.',
    'ALTER PUBLICATION "electric_publication_default" ADD TABLE ONLY "public"."Items";',
    'ALTER TABLE "public"."orders" REPLICA IDENTITY FULL;',
    'ALTER PUBLICATION "electric_publication_default" ADD TABLE ONLY "public"."orders" ("id", "o""dd") WHERE ((id > 1));',
  ]);
});

test("a filter that could not be read is a comment, and no table is published without it", () => {
  const hidden = snapshotWith((seen) => {
    seen.relations = [
      {
        ...aTable,
        published: { filter: "(not readable while the table is locked)", columns: null },
      },
    ];
  });
  const told = publishedExport(hidden);
  const sql = told === null ? "" : publishedSql(told, 170_004);
  expect(sql).toContain("its row filter could not be read; add it by hand.");
  expect(sql).not.toContain("ADD TABLE");
});

test("without a publication there is nothing to export", () => {
  const none = snapshotWith((seen) => {
    seen.publication = null;
  });
  expect(publishedExport(none)).toBeNull();
});
