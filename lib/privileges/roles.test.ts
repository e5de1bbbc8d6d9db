import { expect, test } from "vitest";
import { aRoleFacts, rightsWith } from "./fixture";
import { rolesOf } from "./roles";
import type { MembershipRow } from "./schema";

const row = (role: string, member: string, more: Partial<MembershipRow> = {}): MembershipRow => ({
  role,
  member,
  grantor: "postgres",
  admin: false,
  inherit: true,
  set: true,
  ...more,
});

const rights = (...memberships: MembershipRow[]) =>
  rightsWith((all) => {
    all.roles.push(...["lead", "team", "dev"].map((name) => ({ ...aRoleFacts, name })), {
      ...aRoleFacts,
      name: "maker",
      createRole: true,
    });
    all.database.owner = "dev";
    all.memberships = memberships;
  });

test("membership goes on through roles, and so do inheriting and becoming, each by its own option", () => {
  const roles = rolesOf(
    rights(row("team", "lead"), row("lead", "dev", { inherit: false }), row("app", "team", { set: false })),
    170_000,
  );
  expect(roles.isMember("dev", "app")).toBe(true);
  expect(roles.inherits("lead", "app")).toBe(true);
  expect(roles.inherits("dev", "lead")).toBe(false);
  expect(roles.canSet("dev", "team")).toBe(true);
  expect(roles.canSet("dev", "app")).toBe(false);
  expect(roles.isMember("app", "dev")).toBe(false);
});

test("a superuser has every role's rights and may become every role, without being a member", () => {
  const roles = rolesOf(rights(), 170_000);
  expect(roles.inherits("postgres", "app")).toBe(true);
  expect(roles.canSet("postgres", "app")).toBe(true);
  expect(roles.isMember("postgres", "app")).toBe(false);
});

test("whoever owns the database, or inherits from its owner, is pg_database_owner, without a row that says so", () => {
  const roles = rolesOf(rights(row("dev", "lead")), 170_000);
  expect(roles.inherits("dev", "pg_database_owner")).toBe(true);
  expect(roles.inherits("lead", "pg_database_owner")).toBe(true);
  expect(roles.inherits("app", "pg_database_owner")).toBe(false);
});

test("CREATEROLE may grant any role but a superuser up to 15; from 16 on it takes ADMIN OPTION", () => {
  expect(rolesOf(rights(), 150_000).mayGrantRole("maker", "app")).toBe(true);
  expect(rolesOf(rights(), 150_000).mayGrantRole("maker", "postgres")).toBe(false);
  expect(rolesOf(rights(), 160_000).mayGrantRole("maker", "app")).toBe(false);
  expect(rolesOf(rights(row("app", "maker", { admin: true })), 160_000).mayGrantRole("maker", "app")).toBe(
    true,
  );
});

test("ADMIN OPTION is used through a role that is inherited, and not through one that is not", () => {
  const held = row("app", "team", { admin: true });
  expect(rolesOf(rights(held, row("team", "dev")), 170_000).mayGrantRole("dev", "app")).toBe(true);
  expect(
    rolesOf(rights(held, row("team", "dev", { inherit: false })), 170_000).mayGrantRole("dev", "app"),
  ).toBe(false);
});
