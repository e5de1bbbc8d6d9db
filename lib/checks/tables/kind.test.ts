import { expect, test } from "vitest";
import { aSnapshot, aTable, snapshotWith } from "@/lib/snapshot/fixture";
import type { Relation } from "@/lib/snapshot/relation";
import { defaultTarget, type TableName, type Target } from "@/lib/target/schema";
import { judge } from "../judge";
import { tablesKind } from "./kind";

const judged = (relations: Partial<Relation>[], scope: Target["scope"] = defaultTarget.scope) =>
  judge(
    tablesKind,
    snapshotWith(
      (snapshot) =>
        (snapshot.relations = relations.map((relation, i) => ({ ...aTable, oid: i + 1, ...relation }))),
    ),
    { ...defaultTarget, scope },
  );
const list = (...tables: TableName[]): Target["scope"] => ({ kind: "tables", tables });
const orders = { schema: "public", name: "orders" };

test("passes on permanent tables with a primary key, partitioned or not", () => {
  expect(judge(tablesKind, aSnapshot, defaultTarget).status).toBe("pass");
  expect(judged([{ kind: "p" }, { name: "orders_1", isPartition: true, parents: [1] }]).status).toBe("pass");
});

test.each([
  ["a view", { kind: "v" }],
  ["a materialized view", { kind: "m" }],
  ["a foreign table", { kind: "f" }],
  ["temporary", { persistence: "temporary" }],
  ["unlogged", { persistence: "unlogged" }],
] as const)("fails when a listed target is %s", (label, relation) => {
  const finding = judged([relation], list(orders));
  expect(finding).toMatchObject({ status: "fail", objects: ["public.orders"] });
  expect(finding.found).toBe(`public.orders is ${label}`);
});

test("of a whole schema only unlogged tables fail; views and foreign tables are not of the target", () => {
  const finding = judged([
    { name: "a", persistence: "unlogged" },
    { name: "b", persistence: "unlogged" },
    { name: "v", kind: "v" },
    { name: "f", kind: "f" },
  ]);
  expect(finding).toMatchObject({ status: "fail", objects: ["public.a", "public.b"] });
  expect(finding.ways[0]?.sql).toBe(
    `ALTER TABLE "public"."a" SET LOGGED;\nALTER TABLE "public"."b" SET LOGGED;`,
  );
});

test("fails on partitions whose changes are never in the log", () => {
  const finding = judged([
    { kind: "p", name: "visits" },
    { name: "visits_1", isPartition: true, parents: [1], persistence: "unlogged" },
    { name: "visits_2", isPartition: true, parents: [1], kind: "f" },
  ]);
  expect(finding).toMatchObject({ status: "fail", objects: ["public.visits_2", "public.visits_1"] });
});

test("fails on a name that means nothing, letter by letter", () => {
  const finding = judged([{}], list(orders, { schema: "public", name: "Orders" }));
  expect(finding).toMatchObject({ status: "fail", objects: ['public."Orders"'] });
  expect(finding.found).toBe('public."Orders" is no such table');
});

test("warns without a primary key, on a partitioned table too", () => {
  const finding = judged([{ hasPrimaryKey: false }, { name: "items", hasPrimaryKey: false }]);
  expect(finding).toMatchObject({ status: "warn", objects: ["public.orders", "public.items"] });
  expect(finding.found).toBe("public.orders and 1 other table are without a primary key");
});

test("fails on a parent by inheritance and passes on its children, which are served by themselves", () => {
  const finding = judged([{ name: "parent" }, { name: "child", parents: [1] }, { name: "other" }]);
  expect(finding).toMatchObject({ status: "fail", objects: ["public.parent"] });
  expect(finding.found).toBe("public.parent is the parent of other tables by inheritance");
  expect(finding.ways[0]?.says).toContain("Name the children in the target");
  const child = { schema: "public", name: "child" };
  expect(judged([{ name: "parent" }, { name: "child", parents: [1] }], list(child)).status).toBe("pass");
});

test.each([
  ["by its trigger", [{ hypertable: true }]],
  ["by a chunk", [{}, { schema: "_timescaledb_internal", name: "_hyper_1_1_chunk", parents: [1] }]],
])("fails on a hypertable, known %s, without advice that fixes none", (_how, relations) => {
  const finding = judged(relations);
  expect(finding).toMatchObject({ status: "fail", objects: ["public.orders"] });
  expect(finding.found).toBe("public.orders is a hypertable of TimescaleDB");
  expect(finding.ways.map(({ says }) => says).join(" ")).not.toMatch(/declarative|Name the children/);
});

test("says everything at once: what fails first, what warns after it, every way", () => {
  const finding = judged(
    [{ hasPrimaryKey: false }, { kind: "v", name: "v" }],
    list(orders, { schema: "public", name: "v" }, { schema: "x", name: "y" }),
  );
  expect(finding.status).toBe("fail");
  expect(finding.found).toBe(
    "x.y is no such table; public.v is a view; public.orders is without a primary key",
  );
  expect(finding.objects).toEqual(["x.y", "public.v", "public.orders"]);
  expect(finding.ways).toHaveLength(4);
});

test("does not apply to an empty schema", () => {
  expect(judged([]).status).toBe("not applicable");
});
