import { expect, test } from "vitest";
import type { TableRow } from "./row";
import { countShown, tablesViewSchema, viewQuery, viewRows, type TablesView } from "./view";

const row = (name: string, change: Partial<TableRow> = {}): TableRow => ({
  schema: "public",
  name,
  kind: "r",
  partition: false,
  owner: "app",
  replicaIdentity: "f",
  published: "yes",
  select: true,
  ownerRights: true,
  target: true,
  status: "pass",
  checks: [],
  ...change,
});

const rows = [
  row("users", { status: "warn", checks: ["tables.write_cost"] }),
  row("orders", { status: "fail", checks: ["tables.ownership"], owner: "migrator" }),
  row("items", { replicaIdentity: "d" }),
  row("log", { target: false, published: "no", status: "not applicable" }),
];

const view = (change: Partial<TablesView>): TablesView => ({ ...tablesViewSchema.parse({}), ...change });
const names = (change: Partial<TablesView>) => viewRows(rows, view(change)).map(({ name }) => name);

test("what Electric serves comes first with what is wrong, and ties stand by name", () => {
  expect(names({})).toEqual(["orders", "users", "items"]);
});

test("the search looks at names, owners and checks, every word of it", () => {
  expect(names({ q: "MIGRATOR ord" })).toEqual(["orders"]);
  expect(names({ q: "write_cost" })).toEqual(["users"]);
  expect(names({ q: "migrator users" })).toEqual([]);
});

test("the filters show what they say, and the counts agree with them", () => {
  const counts = countShown(rows);
  for (const show of ["served", "problems", "published", "all"] as const)
    expect(names({ show })).toHaveLength(counts[show]);
  expect(counts).toEqual({ served: 3, problems: 2, published: 3, all: 4 });
});

test("a sort can be turned round, and ties still stand by name", () => {
  expect(names({ sort: "name", dir: "desc" })).toEqual(["users", "orders", "items"]);
  expect(names({ sort: "owner", dir: "desc" })).toEqual(["orders", "items", "users"]);
});

test("a view survives the way through the URL, and the default view needs no query", () => {
  const chosen = view({ q: "a b&c", show: "all", sort: "owner", dir: "desc" });
  expect(tablesViewSchema.parse(Object.fromEntries(new URLSearchParams(viewQuery(chosen))))).toEqual(chosen);
  expect(viewQuery(view({}))).toBe("");
});

test("nonsense in the URL means the default", () => {
  expect(tablesViewSchema.parse({ show: "<b>", sort: ["x"], dir: 1, q: null })).toEqual(view({}));
});
