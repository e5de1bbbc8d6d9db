import { expect, test } from "vitest";
import { aTable, snapshotWith } from "@/lib/snapshot/fixture";
import type { Relation } from "@/lib/snapshot/relation";
import { defaultTarget, type Target } from "@/lib/target/schema";
import { judge } from "../judge";
import { tablesTarget } from "./target";

const judged = (relations: Partial<Relation>[], scope: Target["scope"] = defaultTarget.scope) =>
  judge(
    tablesTarget,
    snapshotWith(
      (snapshot) =>
        (snapshot.relations = relations.map((relation, i) => ({ ...aTable, oid: i + 1, ...relation }))),
    ),
    { ...defaultTarget, scope },
  );
const inSchema = (schema: string, number: number): Partial<Relation>[] =>
  Array.from({ length: number }, (_, i) => ({ schema, name: `t${i}` }));

test("passes with a table in the target, also with one that tables.kind judges", () => {
  expect(judged(inSchema("public", 2))).toMatchObject({ status: "pass", found: "2 tables." });
  expect(judged([{ persistence: "unlogged" }]).status).toBe("pass");
});

test("an empty target is unknown, and the schemas that hold tables are named, the fullest first", () => {
  const finding = judged([
    ...inSchema("core", 1),
    ...inSchema('My "App', 3),
    { schema: "public", kind: "v" },
  ]);
  expect(finding.status).toBe("unknown");
  expect(finding.found).toBe('No table in public; "My ""App" has 3 and core has 1');
  expect(finding.ways[0]?.says).toContain('--schema "My ""App"');
});

test("partitions, views and tables of extensions are no tables of a schema", () => {
  const finding = judged([
    { schema: "a", isPartition: true },
    { schema: "b", kind: "v" },
    { schema: "c", extension: "postgis" },
    { schema: "d", persistence: "unlogged" },
  ]);
  expect(finding.found).toBe("No table in public; no other schema has one");
});

test("a schema of the target that does not exist is named", () => {
  const finding = judged(inSchema("core", 1), { kind: "schemas", schemas: ["shop"] });
  expect(finding.found).toBe("No table in shop; shop does not exist; core has 1");
});

test("a list of tables is judged by tables.kind", () => {
  const scope = { kind: "tables" as const, tables: [{ schema: "public", name: "gone" }] };
  expect(judged([], scope).status).toBe("not applicable");
});
