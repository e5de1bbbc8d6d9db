import { expect, test } from "vitest";
import { entriesOf, findEntries } from "./places";

const databases = [
  { id: "1", name: "orders" },
  { id: "2", name: "old orders" },
];

test("an admin reaches every page of every database, a member all but what only admins use", () => {
  const keys = (admin: boolean) => entriesOf(databases, admin ? "admin" : "member").map(({ key }) => key);
  expect(keys(true)).toContain("/databases/2/settings");
  expect(keys(true)).toContain("/databases/new");
  expect(keys(true)).toContain("act sandbox");
  for (const path of ["/databases/2/readiness", "/databases/2/connections", "/databases/2/replication"])
    expect(keys(false)).toContain(path);
  for (const key of [
    "/databases/2/history",
    "/activity",
    "/troubleshoot",
    "check 2",
    "act check all",
    "act dark",
  ])
    expect(keys(false)).toContain(key);
  for (const key of ["/databases/2/settings", "/databases/new", "act sandbox"])
    expect(keys(false)).not.toContain(key);
});

test("a viewer reaches the overview, the page of each database, the known errors and the own account", () => {
  const entries = entriesOf(databases, "viewer", "1");
  expect(entries.flatMap(({ does }) => (does.kind === "go" ? [does.href] : []))).toEqual([
    "/",
    "/errors",
    "/account",
    "/databases/1",
    "/databases/2",
  ]);
  expect(entries.flatMap(({ does }) => (does.kind === "act" ? [does.act] : []))).toEqual([
    "dark",
    "light",
    "system",
    "sign out",
  ]);
  expect(entries.some(({ does }) => does.kind === "check")).toBe(false);
});

const titles = (query: string, current: string | null = null) =>
  findEntries(entriesOf(databases, "admin", current), query).map(({ title }) => title);

test("every word has to be there, in any order, and a title that begins with the query comes first", () => {
  expect(titles("tables orders")).toEqual(["orders: tables", "old orders: tables"]);
  expect(titles("orders")[0]).toBe("orders: overview");
  expect(titles("nothing like it")).toEqual([]);
});

test("“check” offers the database whose page is open first, then all, then the others", () => {
  expect(titles("check", "2")).toEqual(["Check old orders", "Check all databases", "Check orders"]);
});

test("an act is found by the words that people use for it", () => {
  expect(titles("dark mode")).toEqual(["Dark appearance"]);
  expect(titles("log out")).toEqual(["Sign out"]);
  expect(titles("add")[0]).toBe("Add a database");
});

test("a thousand databases make no thousand rows", () => {
  const many = Array.from({ length: 1000 }, (_, index) => ({ id: String(index), name: `db ${index}` }));
  expect(findEntries(entriesOf(many, "admin"), "")).toHaveLength(50);
});
