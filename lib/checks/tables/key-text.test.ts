import { expect, test } from "vitest";
import { aTable, snapshotWith } from "@/lib/snapshot/fixture";
import type { KeyText, Relation } from "@/lib/snapshot/relation";
import { defaultTarget } from "@/lib/target/schema";
import { judge } from "../judge";
import { tablesKeyText } from "./key-text";

const judged = (relation: Partial<Relation>, versionNum = 170_004) =>
  judge(
    tablesKeyText,
    snapshotWith((snapshot) => {
      snapshot.relations = [
        { ...aTable, ...relation },
        { ...aTable, oid: 2, name: "plain" },
      ];
      snapshot.server.versionNum = versionNum;
    }),
    defaultTarget,
  );
const key = (how: KeyText["how"], type: string, column = "k"): Pick<Relation, "keyText"> => ({
  keyText: [{ column, type, how }],
});

test("passes where no column of a key can have two texts", () => {
  expect(judged({})).toMatchObject({
    status: "pass",
    found: "The keys of 2 tables have one text on both ways.",
  });
});

test.each([
  ["boolean", "boolean", "“true” in the snapshot and “t” in the stream"],
  ["inet", "inet", "a host as “10.0.0.1/32”"],
  ["character", "code", "without its trailing spaces in the snapshot"],
  ["cast", "mood", "by its own cast to text"],
] as const)("fails on a key of %s and says which texts differ", (how, type, text) => {
  const finding = judged(key(how, type, "Key"));
  expect(finding).toMatchObject({ status: "fail", objects: ["public.orders"] });
  expect(finding.found).toContain(`the key of public.orders ("Key" ${type}) is text`);
  expect(finding.found).toContain(text);
});

test.each(["xml", "extension"] as const)("warns of %s, whose values decide", (how) => {
  expect(judged(key(how, "xml"))).toMatchObject({ status: "warn", objects: ["public.orders"] });
});

test("fails where one table is certain and names the others too", () => {
  const snapshot = snapshotWith((all) => {
    all.relations = [
      { ...aTable, ...key("xml", "xml") },
      { ...aTable, oid: 2, name: "flags", ...key("boolean", "boolean") },
    ];
  });
  const finding = judge(tablesKeyText, snapshot, defaultTarget);
  expect(finding).toMatchObject({ status: "fail", objects: ["public.orders", "public.flags"] });
  expect(finding.found).not.toContain("public.orders");
});

test("offers another type with its conversion, and none for a partition key", () => {
  expect(judged(key("boolean", "boolean", 'a"b')).ways[1]?.sql).toBe(
    `ALTER TABLE "public"."orders" ALTER COLUMN "a""b" TYPE integer USING "a""b"::integer;`,
  );
  expect(judged({ ...key("boolean", "boolean"), kind: "p" }).ways[1]?.sql).toBeUndefined();
  expect(judged(key("cast", "mood")).ways[1]?.sql).toBeUndefined();
});

test("offers a generated column from 18 on alone, for older servers do not stream one", () => {
  const third = (versionNum: number) => judged(key("inet", "inet"), versionNum).ways[2]?.says;
  expect(third(180_000)).toContain("GENERATED ALWAYS");
  expect(third(170_004)).toContain("the application or a trigger");
});

test("says of a table without a primary key that any key fixes it", () => {
  expect(judged({ ...key("boolean", "boolean"), hasPrimaryKey: false }).ways[0]?.says).toContain(
    "all of its columns for the key",
  );
  expect(judged(key("boolean", "boolean")).ways[0]?.says).not.toContain("all of its columns");
});

test("a table outside the target does not concern Electric", () => {
  expect(judged({ ...key("boolean", "boolean"), schema: "elsewhere" }).status).toBe("pass");
});
