import { expect, test } from "vitest";
import { aRole, aSnapshot, aTable, snapshotWith } from "@/lib/snapshot/fixture";
import type { Relation } from "@/lib/snapshot/relation";
import type { ElectricRole } from "@/lib/snapshot/server";
import { defaultTarget } from "@/lib/target/schema";
import { judge } from "../judge";
import { roleRowSecurity } from "./row-security";

const judged = (relation: Partial<Relation>, role: Partial<ElectricRole> = {}) =>
  judge(
    roleRowSecurity,
    snapshotWith((snapshot) => {
      snapshot.relations = [{ ...aTable, owner: "app", rowSecurity: true, ...relation }];
      snapshot.role = { ...aRole, ...role };
    }),
    defaultTarget,
  );
const reader = { ownerRights: false };
const owner = { ownerRights: true };
const forced = { forceRowSecurity: true };

test("passes when no table has row security", () => {
  expect(judge(roleRowSecurity, aSnapshot, defaultTarget).status).toBe("pass");
});

/** Seen with Electric 1.7.12 on PostgreSQL 17: how many of 10 rows reach the shape under a policy that shows 5. */
test.each([
  ["a plain reader", reader, {}, "fail"],
  ["a plain reader under FORCE", { ...reader, ...forced }, {}, "fail"],
  ["a reader with BYPASSRLS", reader, { bypassRls: true }, "pass"],
  ["a reader with BYPASSRLS under FORCE", { ...reader, ...forced }, { bypassRls: true }, "pass"],
  ["a superuser under FORCE", { ...owner, ...forced }, { superuser: true }, "pass"],
  ["a reader whom a policy shows all rows", { ...reader, policyShowsAll: true }, {}, "warn"],
  ["a member under FORCE whom a policy shows all", { ...owner, ...forced, policyShowsAll: true }, {}, "warn"],
  ["an owner or its member", owner, {}, "warn"],
  ["an owner or its member under FORCE", { ...owner, ...forced }, {}, "fail"],
  [
    "a reader where FORCE is set but row security is not on",
    { ...reader, ...forced, rowSecurity: false },
    {},
    "pass",
  ],
] as const)("%s: %s, %s, %s", (_, relation, role, status) => {
  expect(judged(relation, role).status).toBe(status);
});

test("offers BYPASSRLS, membership in the owner, the end of FORCE and a policy, each where it helps", () => {
  const sql = (relation: Partial<Relation>) => judged(relation).ways.map((way) => way.sql);
  expect(sql(reader)).toEqual([
    `ALTER ROLE "electric" BYPASSRLS;`,
    `GRANT "app" TO "electric" WITH INHERIT TRUE;`,
    `CREATE POLICY electric_reads_all ON "public"."orders" FOR SELECT TO "electric" USING (true);`,
    undefined,
  ]);
  expect(sql({ ...reader, ...forced })[1]).toBe(
    `GRANT "app" TO "electric" WITH INHERIT TRUE;\nALTER TABLE "public"."orders" NO FORCE ROW LEVEL SECURITY;`,
  );
  expect(sql({ ...owner, ...forced })).toEqual([
    `ALTER ROLE "electric" BYPASSRLS;`,
    `ALTER TABLE "public"."orders" NO FORCE ROW LEVEL SECURITY;`,
    `CREATE POLICY electric_reads_all ON "public"."orders" FOR SELECT TO "electric" USING (true);`,
    undefined,
  ]);
});

test("does not apply without a role or without tables", () => {
  const noRole = snapshotWith((snapshot) => (snapshot.role = null));
  const empty = snapshotWith((snapshot) => (snapshot.relations = []));
  expect(judge(roleRowSecurity, noRole, defaultTarget).status).toBe("not applicable");
  expect(judge(roleRowSecurity, empty, defaultTarget).status).toBe("not applicable");
});
