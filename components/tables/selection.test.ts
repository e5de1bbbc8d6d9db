import { expect, test } from "vitest";
import type { TableRow } from "@/lib/tables/row";
import { selectedOf, withRows } from "./selection";

const row = (name: string, change: Partial<TableRow> = {}): TableRow => ({
  schema: "public",
  name,
  kind: "r",
  partition: false,
  owner: "app",
  replicaIdentity: "d",
  published: "no",
  select: true,
  ownerRights: false,
  target: true,
  status: "fail",
  checks: [],
  ...change,
});

const rows = [row("a"), row("b"), row("seen", { kind: "v" }), row("log", { target: false })];

test("only tables that Electric is to serve are selected, whatever is asked for", () => {
  const all = withRows(new Map(), rows, true);
  expect([...all.values()].map(({ name }) => name)).toEqual(["a", "b"]);
  expect(selectedOf(rows, all)).toBe("all");
  expect(selectedOf(rows, withRows(all, rows.slice(0, 1), false))).toBe("some");
  expect(selectedOf(rows, withRows(all, rows, false))).toBe("none");
});

test("a table is told from another by schema and name, whatever stands in them", () => {
  const twins = [row("b.c", { schema: "a" }), row("c", { schema: "a.b" })];
  expect(withRows(new Map(), twins, true).size).toBe(2);
});
