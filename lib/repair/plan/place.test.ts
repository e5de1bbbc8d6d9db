import { expect, test } from "vitest";
import { isElsewhere, isOtherServer, isSameAddress, notUndoneHere, type Place } from "./place";

const here: Place = {
  host: "db.example.com",
  port: 5432,
  database: "orders",
  oid: "16384",
  system: "7400000000000000001",
  versionNum: 170_010,
};

test("a server is known by its identifier, whatever its address", () => {
  expect(isOtherServer(here, { ...here, host: "replica.example.com", port: 6432 })).toBe(false);
  expect(isOtherServer(here, { ...here, system: "7400000000000000002" })).toBe(true);
});

test("where the identifier is closed to a role, the database's oid tells", () => {
  expect(isOtherServer({ ...here, system: null }, here)).toBe(false);
  expect(isOtherServer({ ...here, system: null }, { ...here, oid: "16385" })).toBe(true);
});

test("a database is the same one when it was renamed or made anew, and another one when both differ", () => {
  expect(isElsewhere(here, { ...here, database: "renamed" })).toBe(false);
  expect(isElsewhere(here, { ...here, oid: "20000" })).toBe(false);
  expect(isElsewhere(here, { ...here, oid: "20000", database: "items" })).toBe(true);
});

test("of a run from before places were kept nothing is said", () => {
  expect(isElsewhere(undefined, here)).toBe(false);
  expect(notUndoneHere(undefined, here)).toBeNull();
});

test("an undo on another server is refused with both places, and after an upgrade it is not", () => {
  const there = { ...here, host: "copy.example.com", system: "7400000000000000002" };
  expect(notUndoneHere(here, here)).toBeNull();
  expect(notUndoneHere(here, there)).toEqual({
    what: "That run was on another server: on orders at db.example.com:5432 (system identifier 7400000000000000001, database oid 16384), and this is orders at copy.example.com:5432 (system identifier 7400000000000000002, database oid 16384).",
    who: "Undo it there. What stands here was not made by it.",
    sql: null,
    rule: "headroom",
  });
  expect(notUndoneHere(here, { ...there, versionNum: 180_004 })).toBeNull();
});

test("an address is a host, a port and a database", () => {
  expect(isSameAddress(here, { ...here, system: null, oid: "1" })).toBe(true);
  expect(isSameAddress(here, { ...here, port: 5433 })).toBe(false);
});
