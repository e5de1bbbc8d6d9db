import { expect, test } from "vitest";
import type { Connection, FailureKind } from "@/lib/snapshot/connection";
import { isMetBy, loginOrder, sightOf } from "./login-order";

const login = (id: string, sight: number | null, retryAt = 0) => ({ id, sight, retryAt });
const order = (logins: ReturnType<typeof login>[], served: string | null = null, now = 10) =>
  loginOrder(logins, served, now).map(({ id }) => id);

test("the login that sees most comes first, and one of which nothing is known last", () => {
  expect(order([login("a", null), login("b", 50), login("c", 100)])).toEqual(["c", "b", "a"]);
});

test("among equals the one that served stays, but gives way to one that sees more", () => {
  expect(order([login("a", 50), login("b", 50)], "b")).toEqual(["b", "a"]);
  expect(order([login("a", 51), login("b", 50)], "b")).toEqual(["a", "b"]);
});

test("a login whose next try is not due is left out", () => {
  expect(order([login("a", 100, 11), login("b", 50, 10)])).toEqual(["b"]);
});

test("all sessions' details are worth more than any view that is closed", () => {
  const closed = ["pg_catalog.pg_locks", "pg_catalog.pg_settings"];
  const all = sightOf({ readsAllStats: true, closedViews: closed, closedFunctions: closed });
  const plain = sightOf({ readsAllStats: false, closedViews: [], closedFunctions: [] });
  expect(all).toBeGreaterThan(plain);
  expect(sightOf({ readsAllStats: false, closedViews: closed, closedFunctions: [] })).toBeLessThan(plain);
});

const at = { host: "db.example.com", port: 5432, user: "app", database: "orders" };
const failed = (kind: FailureKind): Connection => ({
  ...at,
  provider: "other",
  sslmode: "require",
  address: null,
  loopback: false,
  stages: [],
  totalMs: 1,
  encrypted: false,
  certificateVerified: false,
  pooler: { suspected: [], proven: [] },
  urlFlaws: [],
  failure: { kind, stage: "login", sqlstate: null, said: "" },
});

test.each([
  ["timeout", { database: "b", user: "b" }, true],
  ["refused", { port: 5433 }, false],
  ["database-limit", { user: "b" }, true],
  ["database-limit", { database: "b" }, false],
  ["role-limit", { database: "b" }, true],
  ["full", { user: "b" }, false],
  ["authentication", {}, false],
] as const)("a failure of the kind %s is met by a login that differs in %j: %j", (kind, change, is) => {
  expect(isMetBy(failed(kind), { ...at, ...change })).toBe(is);
});
