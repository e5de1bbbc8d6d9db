import { expect, test } from "vitest";
import type { Rights } from "@/lib/privileges/schema";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { contributed, statementsOf } from "./fixture";
import { roleSettings } from "./role-settings";

const world = (scope: "role" | "role in database", own: Rights["roleSettings"], value = "1s") => ({
  snapshot: ({ role }: ReachedSnapshot) =>
    void (role && (role.settings = [{ scope, name: "lock_timeout", value }])),
  rights: (rights: Rights) => void (rights.roleSettings = own),
});
const own = (database: string | null, value = "1s") => ({
  database,
  name: "lock_timeout",
  value,
  mayReset: true,
});

test("timeouts are lifted where they are set: for the role in the database before the role", () => {
  expect(statementsOf(roleSettings, world("role", [own(null)]))).toEqual([
    `ALTER ROLE "electric" SET "lock_timeout" = '0'`,
  ]);
  expect(statementsOf(roleSettings, world("role in database", [own(null), own("orders")]))).toEqual([
    `ALTER ROLE "electric" IN DATABASE "orders" SET "lock_timeout" = '0'`,
  ]);
});

test("the undo sets again what was set here, not what holds in another database", () => {
  const { drafts, fixes } = contributed(roleSettings, world("role", [own("billing", "9s"), own(null, "1s")]));
  expect(drafts[0]?.changes).toMatchObject([{ database: null, from: "1s", to: "0" }]);
  expect(fixes).toEqual(["server.timeouts"]);
});

test("what is set for everybody is changed for Electric's role alone", () => {
  const everybody = (snapshot: ReachedSnapshot) =>
    void (snapshot.databaseSettings = [{ scope: "database", name: "statement_timeout", value: "30s" }]);
  expect(statementsOf(roleSettings, { snapshot: everybody })).toEqual([
    `ALTER ROLE "electric" SET "statement_timeout" = '0'`,
  ]);
});

test("a timeout of nothing, in whatever unit, is in nobody's way", () => {
  for (const value of ["0", "0ms", "0 s"])
    expect(statementsOf(roleSettings, world("role", [own(null, value)], value))).toEqual([]);
  expect(statementsOf(roleSettings)).toEqual([]);
});
