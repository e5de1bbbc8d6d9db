import { expect, test } from "vitest";
import type { Finding } from "@/lib/checks/finding";
import { aTable } from "@/lib/snapshot/fixture";
import { defaultTarget } from "@/lib/target/schema";
import { tableRows } from "./row";

const finding = (id: string, status: Finding["status"], objects: string[]): Finding => ({
  id,
  group: "tables",
  title: id,
  why: "",
  source: "",
  status,
  found: "",
  needed: "",
  objects,
  ways: [],
});

const rows = (relations = [aTable], findings: Finding[] = [], target = defaultTarget) =>
  tableRows({ relations }, target, findings);

test("a target table that no check names passes", () => {
  expect(rows()).toMatchObject([{ name: "orders", target: true, status: "pass", checks: [] }]);
});

test("a table takes the worst status of the checks that name it, and lists them worst first", () => {
  const findings = [
    finding("tables.write_cost", "warn", ["public.orders"]),
    finding("tables.ownership", "fail", ["public.orders", "public.items"]),
    finding("publication.operations", "fail", ["electric_publication_default"]),
  ];
  expect(rows([aTable], findings)).toMatchObject([
    { status: "fail", checks: ["tables.ownership", "tables.write_cost"] },
  ]);
});

test("a name that needs quotes is found by the key that checks give it", () => {
  const odd = { ...aTable, name: "Order Items" };
  const findings = [finding("tables.kind", "fail", ['public."Order Items"'])];
  expect(rows([odd], findings)).toMatchObject([{ status: "fail" }]);
});

test("what a check passed on does not concern the table", () => {
  expect(rows([aTable], [finding("tables.kind", "pass", ["public.orders"])])).toMatchObject([
    { status: "pass", checks: [] },
  ]);
});

test("a table outside of the target is not judged, unless a check names it", () => {
  const outside = { ...aTable, oid: 2, schema: "audit", name: "log" };
  expect(rows([outside])).toMatchObject([{ target: false, status: "not applicable" }]);
  expect(rows([outside], [finding("publication.tables", "warn", ["audit.log"])])).toMatchObject([
    { target: false, status: "warn" },
  ]);
});

test("without Electric's role nothing can be said of its rights", () => {
  expect(rows([{ ...aTable, select: null, ownerRights: null }])).toMatchObject([{ status: "unknown" }]);
});

test("a table that the target names in vain is a failing row of its own", () => {
  const target = {
    ...defaultTarget,
    scope: { kind: "tables" as const, tables: [{ schema: "public", name: "gone" }] },
  };
  expect(rows([aTable], [finding("tables.kind", "fail", ["public.gone"])], target)).toMatchObject([
    { name: "orders", target: false },
    { name: "gone", kind: "missing", status: "fail", checks: ["tables.kind"] },
  ]);
});

test("a row filter and a column list are told apart from a plain publication", () => {
  const as = (published: typeof aTable.published) => rows([{ ...aTable, published }])[0]?.published;
  expect([
    as(null),
    as({ filter: null, columns: null }),
    as({ filter: "id > 1", columns: null }),
    as({ filter: "id > 1", columns: ["id"] }),
  ]).toEqual(["no", "yes", "filtered", "some columns"]);
});
