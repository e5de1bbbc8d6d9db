import { expect, test } from "vitest";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { appOwns, contributed, statementsOf } from "./fixture";
import { futureTables } from "./future-tables";

const manual = { target: { strategy: "manual" as const }, snapshot: appOwns };

test("future tables are covered FOR ROLE, one by one; an owner's way leaves a warning instead", () => {
  expect(statementsOf(futureTables, manual)).toEqual([
    `ALTER DEFAULT PRIVILEGES FOR ROLE "app" IN SCHEMA "public" GRANT SELECT ON TABLES TO "electric"`,
  ]);
  const owner = contributed(futureTables, { snapshot: appOwns });
  expect(owner.drafts).toEqual([]);
  expect(owner.leaves?.[0]?.why).toContain("no default gives ownership");
  expect(statementsOf(futureTables, { ...manual, target: { strategy: "member" } })).toEqual([]);
});

test("a default that is there is not given again, one for another schema is no help", () => {
  const given = (schema: string | null) => (snapshot: ReachedSnapshot) => {
    appOwns(snapshot);
    snapshot.defaultPrivileges = [{ creator: "app", schema, grantee: "electric", privilege: "SELECT" }];
  };
  expect(statementsOf(futureTables, { ...manual, snapshot: given("public") })).toEqual([]);
  expect(statementsOf(futureTables, { ...manual, snapshot: given(null) })).toEqual([]);
  expect(statementsOf(futureTables, { ...manual, snapshot: given("other") })).toHaveLength(1);
});

test("a list of tables has none to come", () => {
  const scope = { kind: "tables" as const, tables: [{ schema: "public", name: "orders" }] };
  expect(statementsOf(futureTables, { ...manual, target: { ...manual.target, scope } })).toEqual([]);
});
