import { describe, expect, test } from "vitest";
import { aTable } from "@/lib/snapshot/fixture";
import type { Relation } from "@/lib/snapshot/relation";
import { leavesIn, targetRelations, targetSchemas } from "./relations";
import { defaultTarget, type Target } from "./schema";

const database = (...relations: Partial<Relation>[]) => ({
  relations: relations.map((relation, i) => ({ ...aTable, oid: i + 1, ...relation })),
});
const inSchemas = (...schemas: string[]): Target => ({
  ...defaultTarget,
  scope: { kind: "schemas", schemas },
});
const inList = (...tables: [schema: string, name: string][]): Target => ({
  ...defaultTarget,
  scope: { kind: "tables", tables: tables.map(([schema, name]) => ({ schema, name })) },
});
const names = (relations: Relation[]) => relations.map(({ schema, name }) => `${schema}.${name}`);

describe("all of some schemas", () => {
  const everything = database(
    { name: "plain" },
    { name: "unlogged", persistence: "unlogged" },
    { name: "temporary", persistence: "temporary" },
    { name: "root", kind: "p" },
    { name: "partition", isPartition: true, parents: [4] },
    { name: "middle", kind: "p", isPartition: true, parents: [4] },
    { name: "child", parents: [1] },
    { name: "view", kind: "v" },
    { name: "materialized", kind: "m" },
    { name: "foreign", kind: "f" },
    { schema: "select", name: "plain" },
    { name: "spatial_ref_sys", extension: "postgis" },
  );

  test("means a table of an extension only where it is named", () => {
    const { relations } = targetRelations(everything, inList(["public", "spatial_ref_sys"]));
    expect(names(relations)).toEqual(["public.spatial_ref_sys"]);
  });

  test("means tables and roots, unlogged and inheriting ones too, and nothing else", () => {
    const { relations, missing } = targetRelations(everything, inSchemas("public"));
    expect(names(relations)).toEqual(["public.plain", "public.unlogged", "public.root", "public.child"]);
    expect(missing).toEqual([]);
  });

  test("may be several schemas, and a schema that is not there adds nothing", () => {
    expect(names(targetRelations(everything, inSchemas("select", "nope")).relations)).toEqual([
      "select.plain",
    ]);
  });
});

describe("a list", () => {
  const some = database({ name: "a" }, { name: "A" }, { name: "v", kind: "v" }, { schema: "a.b", name: "c" });

  test("means what it names, views and odd names too, each once and in its order", () => {
    const target = inList(["public", "v"], ["public", "A"], ["a.b", "c"], ["public", "v"]);
    expect(names(targetRelations(some, target).relations)).toEqual(["public.v", "public.A", "a.b.c"]);
  });

  test("says which names mean nothing, letter by letter, without mixing up dots", () => {
    const { relations, missing } = targetRelations(some, inList(["a", "b.c"], ["Public", "a"], ["a", "b.c"]));
    expect(relations).toEqual([]);
    expect(missing).toEqual([
      { schema: "a", name: "b.c" },
      { schema: "Public", name: "a" },
    ]);
  });

  test("touches each of its schemas once", () => {
    expect(targetSchemas(inList(["x", "a"], ["y", "a"], ["x", "b"]))).toEqual(["x", "y"]);
    expect(targetSchemas(inSchemas("public"))).toEqual(["public"]);
  });
});

describe("the leaves of a table", () => {
  test("are itself, or what holds rows below it at any depth", () => {
    const tree = database(
      { name: "root", kind: "p" },
      { name: "middle", kind: "p", isPartition: true, parents: [1] },
      { name: "deep", isPartition: true, parents: [2] },
      { name: "shallow", isPartition: true, parents: [1] },
      { name: "plain" },
      { name: "child", parents: [5] },
      { name: "empty", kind: "p" },
    );
    const leaves = leavesIn(tree);
    expect(tree.relations.map((relation) => leaves(relation).map(({ name }) => name))).toEqual([
      ["deep", "shallow"],
      ["deep"],
      ["deep"],
      ["shallow"],
      ["plain"],
      ["child"],
      [],
    ]);
  });

  test("of ten thousand partitions are ten thousand", () => {
    const partitions = Array.from({ length: 10_000 }, (_, i) => ({
      name: `p${i}`,
      isPartition: true,
      parents: [1],
    }));
    const many = database({ name: "root", kind: "p" }, ...partitions);
    const [root] = many.relations;
    expect(root && leavesIn(many)(root)).toHaveLength(10_000);
  });
});
