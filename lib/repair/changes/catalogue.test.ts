import { describe, expect, test } from "vitest";
import { rightsWith } from "@/lib/privileges/fixture";
import { aSnapshot, aTable, snapshotWith } from "@/lib/snapshot/fixture";
import { catalogueOf, isSame, sidesOf } from "./catalogue";

describe("two sides of a change", () => {
  test("are the same whatever the order of their fields, and not that of a list", () => {
    expect(isSame({ a: 1, b: 2 }, { b: 2, a: 1 })).toBe(true);
    expect(isSame({ a: 1 }, { a: 2 })).toBe(false);
    expect(isSame(["a", "b"], ["b", "a"])).toBe(false);
    expect(isSame(null, null)).toBe(true);
    expect(isSame(null, {})).toBe(false);
  });

  test("hold each by itself", () => {
    expect(sidesOf(5, { from: 5, to: 9 })).toEqual({ from: true, to: false, gone: false });
    expect(sidesOf(9, { from: 5, to: 9 })).toEqual({ from: false, to: true, gone: false });
    expect(sidesOf(7, { from: 5, to: 9 })).toEqual({ from: false, to: false, gone: false });
  });
});

describe("the access list", () => {
  const acl = [{ grantee: "app", grantor: "postgres", privileges: ["USAGE"], grantable: [] }];
  const rights = rightsWith((all) => {
    all.schemas = [{ name: "public", owner: "postgres", acl }];
    all.database = { name: "orders", owner: "chief", acl };
  });
  const other = { ...aTable, oid: 99, name: "others", owner: "app" };
  const catalogue = catalogueOf(
    snapshotWith(({ relations }) => void relations.push(other)),
    rights,
  );

  test("of a schema and of the database is theirs, without columns", () => {
    expect(catalogue.listOf({ type: "schema", name: "public" })).toMatchObject({ acl, columns: [] });
    expect(catalogue.listOf({ type: "schema", name: "gone" })).toBeNull();
    expect(catalogue.listOf({ type: "database", name: "orders" })).toMatchObject({ owner: "chief", acl });
    expect(catalogue.listOf({ type: "database", name: "elsewhere" })).toBeNull();
  });

  test("of a table of the target has its owner by the snapshot", () => {
    const [table] = aSnapshot.relations;
    const { schema, name } = table ?? aTable;
    expect(catalogue.listOf({ type: "table", schema, name })).toMatchObject({
      owner: table?.owner,
      acl: null,
    });
  });

  test("of another table is empty where it was not read, and null where the table is gone", () => {
    const { schema, name } = other;
    expect(catalogue.listOf({ type: "table", schema, name })).toEqual({ acl: [], owner: "app", columns: [] });
    expect(catalogue.listOf({ type: "table", schema, name: "gone" })).toBeNull();
  });
});
