import { expect, test } from "vitest";
import { sameDatabases } from "./same";

const entry = (name: string, change: Partial<Parameters<typeof sameDatabases>[0][number]> = {}) => ({
  id: name,
  name,
  host: "db.example.com",
  port: 5432,
  database: name,
  user: "app",
  streamId: "default",
  identity: null,
  ...change,
});

const names = (...entries: ReturnType<typeof entry>[]) =>
  sameDatabases(entries).map((group) => group.map(({ name }) => name));

test("one address and database under two users is the same database", () => {
  const other = { database: "shop", host: "DB.example.com.", user: "admin" };
  expect(names(entry("a", { database: "shop" }), entry("b", other), entry("c"))).toEqual([["a", "b"]]);
});

test("another port or another database is another one", () => {
  expect(
    names(entry("a", { database: "shop" }), entry("b", { database: "shop", port: 5433 }), entry("c")),
  ).toEqual([]);
});

test("one system identifier and database at two addresses is the same database", () => {
  const identity = { key: "system 7 2026", database: "shop" };
  expect(names(entry("a", { identity }), entry("b", { host: "10.0.0.1", identity }))).toEqual([["a", "b"]]);
  expect(
    names(entry("a", { identity }), entry("b", { identity: { ...identity, database: "other" } })),
  ).toEqual([]);
});

test("an identity that is only an address does not join databases of other addresses", () => {
  const identity = { key: "address db.example.com:5432 2026", database: "shop" };
  expect(names(entry("a", { identity }), entry("b", { host: "10.0.0.1", identity }))).toEqual([]);
});

test("behind a proxy of many servers the user tells them apart", () => {
  const at = { host: "k3v9qa-euwest1-1.horizon.psdb.cloud", database: "postgres" };
  expect(
    names(entry("a", { ...at, user: "postgres.one" }), entry("b", { ...at, user: "postgres.two" })),
  ).toEqual([]);
  expect(
    names(entry("a", { ...at, user: "postgres.one" }), entry("b", { ...at, user: "postgres.one" })),
  ).toEqual([["a", "b"]]);
});

test("two stream ids on one database are two Electrics, not one database twice", () => {
  const at = { database: "shop" };
  expect(names(entry("a", at), entry("b", { ...at, streamId: "second" }))).toEqual([]);
});

test("three entries are one group, whichever of them joins the other two", () => {
  const identity = { key: "system 7 2026", database: "shop" };
  const one = entry("a", { identity });
  const two = entry("b", { host: "10.0.0.1", database: "shop" });
  const joining = entry("c", { host: "10.0.0.1", database: "shop", identity });
  expect(names(one, two, joining)).toEqual([["a", "b", "c"]]);
});
