import { describe, expect, test } from "vitest";
import type { HeldList } from "@/lib/repair/changes/held-lists";
import { rolesOf } from "@/lib/privileges/roles";
import { aRights, aRoleFacts } from "@/lib/privileges/fixture";
import { foreignGrants, dependenciesOf } from "./drop-role-blockers";

const on = (name: string) => ({ type: "table" as const, schema: "public", name });
const item = (grantee: string, grantor: string) => ({
  grantee,
  grantor,
  privileges: ["SELECT"],
  grantable: [],
});
const list = (name: string, ...items: ReturnType<typeof item>[]): HeldList => ({
  on: on(name),
  column: null,
  owner: "app",
  items,
});
const rights = { ...aRights, roles: [...aRights.roles, { ...aRoleFacts, name: "lead" }] };
const of = (lists: HeldList[], admin = "postgres", known = rights) =>
  foreignGrants(lists, "electric", admin, rolesOf(known, 170_004));

describe("grants that a REVOKE does not reach", () => {
  test("there are none where the owner gave everything", () => {
    expect(of([list("orders", item("electric", "app"))])).toEqual([]);
  });

  test("those from somebody else are taken as that role, all of them in one go", () => {
    const [missing, ...more] = of([
      list("orders", item("electric", "lead")),
      list("it's", item("electric", "lead")),
    ]);
    expect(more).toEqual([]);
    expect(missing?.what).toContain('lead gave it, not the owner: on public.orders and public."it\'s".');
    expect(missing?.sql?.split("\n")).toEqual([
      'SET ROLE "lead";',
      'REVOKE SELECT ON TABLE "public"."orders" FROM "electric";',
      'REVOKE SELECT ON TABLE "public"."it\'s" FROM "electric";',
      "RESET ROLE;",
    ]);
  });

  test("what the runner itself gave it takes back, unless it may act as the owner, in whose name Postgres then revokes", () => {
    const lists = [list("orders", item("electric", "lead"))];
    expect(of(lists, "lead")).toEqual([]);
    const row = { role: "app", member: "lead", grantor: "app", admin: false, inherit: true, set: true };
    expect(of(lists, "lead", { ...rights, memberships: [row] })).toHaveLength(1);
  });

  test("what the role has passed on is given by the owner first", () => {
    const [missing] = of([list("orders", item("lead", "electric"))]);
    expect(missing?.what).toContain("passed rights on to lead");
    expect(missing?.sql?.split("\n")).toEqual([
      'GRANT SELECT ON TABLE "public"."orders" TO "lead";',
      'SET ROLE "electric";',
      'REVOKE SELECT ON TABLE "public"."orders" FROM "lead";',
      "RESET ROLE;",
    ]);
  });
});

describe("what keeps a role from being dropped", () => {
  test("is nothing where nothing is known", () => {
    expect(dependenciesOf({ keeps: [] }, "electric")).toEqual([]);
  });

  test("is told with who settles it, and with SQL where REVOKE does", () => {
    const [missing] = dependenciesOf(
      {
        keeps: [
          { type: "type", identity: "public.mood", how: "rights" },
          { type: "policy", identity: "own on public.orders", how: "policy" },
          { type: "role membership", identity: "membership of role a in role b", how: "owns" },
          { type: "database", identity: "shop", how: "owns" },
        ],
      },
      "electric",
    );
    expect(missing?.what).toBe(
      "electric cannot be dropped because of rights on the type public.mood, its place in the policy own on public.orders, the membership of role a in role b, which it granted and the database shop, which it owns.",
    );
    expect(missing?.who).toMatch(
      /^The role that granted the rights .*ALTER POLICY.* hands over what it owns.*look again\.$/,
    );
    expect(missing?.sql).toBe('REVOKE ALL ON TYPE public.mood FROM "electric";');
  });

  test("has no SQL where no REVOKE is known for it", () => {
    const keeps = [{ type: "policy", identity: "own on public.orders", how: "policy" as const }];
    expect(dependenciesOf({ keeps }, "electric")[0]?.sql).toBeNull();
  });
});
