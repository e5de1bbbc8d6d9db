import { expect, test } from "vitest";
import type { Change, ChangeOf, DatabaseObject } from "@/lib/repair/changes/schema";
import { aTable } from "@/lib/snapshot/fixture";
import { ownerSelfRevocations } from "./own-rights";

const orders = { schema: "public", name: "orders" };
const sequence = { schema: "public", name: "orders_id_seq" };
const relations = [{ ...aTable, ...orders, oid: 7, owner: "shop" }];
const sequences = [{ ...sequence, owner: "shop", table: 7, acl: null }];

const revoke = (on: DatabaseObject, grantee: string | null = "shop"): ChangeOf<"privileges"> => ({
  kind: "privileges",
  on,
  column: null,
  grantee,
  privileges: ["SELECT"],
  grantOption: false,
  from: true,
  to: false,
});
const onTable: DatabaseObject = { type: "table", ...orders };
const onSequence: DatabaseObject = { type: "sequence", ...sequence };
const handOn: Change = { kind: "table owner", table: orders, from: "shop", to: "electric" };
const robbed = (...changes: Change[]) => [...ownerSelfRevocations(changes, { relations }, { sequences })];

test("what an owner holds on its own table, and on a sequence of it, is not to be revoked", () => {
  const both = [revoke(onTable), revoke(onSequence)];
  expect(robbed(...both)).toEqual(both);
});

test("where the table is handed on as well, both are grants again", () => {
  expect(robbed(revoke(onTable), revoke(onSequence), handOn)).toEqual([]);
});

test("others, PUBLIC, grants, schemas and what is gone are left alone", () => {
  expect(
    robbed(
      revoke(onTable, "reader"),
      revoke(onTable, null),
      { ...revoke(onTable), from: false, to: true },
      revoke({ type: "schema", name: "public" }),
      revoke({ type: "table", schema: "public", name: "gone" }),
    ),
  ).toEqual([]);
});
