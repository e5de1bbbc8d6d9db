import { expect, test } from "vitest";
import { rightsWith } from "@/lib/privileges/fixture";
import { aTable, snapshotWith } from "@/lib/snapshot/fixture";
import { heldLists } from "./held-lists";

const entry = (grantee: string | null, grantor = "app") => ({
  grantee,
  grantor,
  privileges: ["SELECT"],
  grantable: [],
});
const appOwns = snapshotWith((snapshot) => void (snapshot.relations = [{ ...aTable, owner: "app" }]));
const rights = rightsWith((all) => {
  for (const table of all.tables) {
    table.acl = [entry("electric"), entry("app"), entry(null)];
    table.columns = [
      { name: "id", acl: [entry("lead", "electric")] },
      { name: "v", acl: [entry("app")] },
    ];
  }
  all.sequences = [
    { schema: "public", name: "orders_id_seq", owner: "app", table: aTable.oid, acl: [entry("electric")] },
  ];
  all.schemas = [{ name: "public", owner: "app", acl: [entry("electric")] }];
  all.database = { name: "orders", owner: "electric", acl: [entry("electric")] };
  all.others = [
    { type: "database", schema: null, name: "other", owner: "app", acl: [entry("electric")], columns: [] },
    {
      type: "table",
      schema: "public",
      name: "seen",
      owner: "app",
      acl: [],
      columns: [{ name: "x", acl: [entry("electric")] }],
    },
    {
      type: "routine",
      schema: "public",
      name: "plain",
      arguments: [{ schema: "pg_catalog", name: "_text" }],
      owner: "app",
      acl: [entry("electric")],
      columns: [],
    },
  ];
});

test("every list that names the role is told with those entries alone, and none of what it owns itself", () => {
  expect(
    heldLists(appOwns, rights, "electric").map(({ on, column, items }) => [on.type, on.name, column, items]),
  ).toEqual([
    ["table", "orders", null, [entry("electric")]],
    ["table", "orders", "id", [entry("lead", "electric")]],
    ["sequence", "orders_id_seq", null, [entry("electric")]],
    ["schema", "public", null, [entry("electric")]],
    ["database", "other", null, [entry("electric")]],
    ["table", "seen", "x", [entry("electric")]],
    ["routine", "plain", null, [entry("electric")]],
  ]);
});

test("a table that Electric's role owns is no list of its grants", () => {
  expect(
    heldLists(
      snapshotWith(() => undefined),
      rights,
      "electric",
    ).map(({ on }) => on.name),
  ).not.toContain("orders");
});
