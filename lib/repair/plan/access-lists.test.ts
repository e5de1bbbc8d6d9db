import { expect, test } from "vitest";
import { rolesOf } from "@/lib/privileges/roles";
import { aRoleFacts, rightsWith } from "@/lib/privileges/fixture";
import type { AclItem } from "@/lib/privileges/schema";
import { aSnapshot } from "@/lib/snapshot/fixture";
import { accessLists } from "./access-lists";
import { walkOwners } from "./owners";

const schema = { type: "schema" as const, name: "sales" };
const item = (grantee: string | null, grantor: string, grantable: string[] = []): AclItem => ({
  grantee,
  grantor,
  privileges: ["USAGE"],
  grantable,
});

function lists(...acl: AclItem[]) {
  const rights = rightsWith((all) => {
    all.admin = "lead";
    all.roles.push({ ...aRoleFacts, name: "lead" }, { ...aRoleFacts, name: "reader" });
    all.schemas = [{ name: "sales", owner: "app", acl }];
    all.memberships = [
      { role: "reader", member: "lead", grantor: "postgres", admin: false, inherit: true, set: true },
    ];
  });
  const roles = rolesOf(rights, 170_004);
  return accessLists(rights, aSnapshot, walkOwners(aSnapshot, rights), roles);
}

test("only what was looked at is known", () => {
  expect(lists().knows(schema)).toBe(true);
  expect(lists().knows({ type: "schema", name: "nowhere" })).toBe(false);
});

test("a privilege is held by the owner, by everybody, and by who has the rights of a grantee", () => {
  expect(lists().holds(["app"], schema, "USAGE")).toBe(true);
  expect(lists().holds(["lead"], schema, "USAGE")).toBe(false);
  expect(lists(item(null, "app")).holds(["lead"], schema, "USAGE")).toBe(true);
  expect(lists(item("reader", "app")).holds(["lead"], schema, "USAGE")).toBe(true);
  expect(lists(item("reader", "app")).holds(["lead"], schema, "CREATE")).toBe(false);
});

test("who holds it WITH GRANT OPTION passes it on, and takes back what it gave itself and no more", () => {
  const may = lists(item("lead", "app", ["USAGE"]), item("electric", "app"));
  expect(may.passesOn(schema, ["USAGE"])).toBe(true);
  expect(may.passesOn(schema, ["CREATE"])).toBe(false);
  expect(may.gave(schema, ["USAGE"], "electric")).toBe(false);
  expect(lists(item("electric", "lead")).gave(schema, ["USAGE"], "electric")).toBe(true);
});

test("what is to be granted in this plan is taken back by whoever may grant it", () => {
  expect(lists(item("lead", "app", ["USAGE"])).gave(schema, ["USAGE"], "electric")).toBe(true);
  expect(lists().gave(schema, ["USAGE"], "electric")).toBe(false);
});
