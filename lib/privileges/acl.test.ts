import { expect, test } from "vitest";
import { heldBy, itemsOf, ownerPrivileges } from "./acl";

test("an owner has MAINTAIN on its tables from Postgres 17 on", () => {
  expect(ownerPrivileges("table", 160_000)).not.toContain("MAINTAIN");
  expect(ownerPrivileges("table", 170_000)).toContain("MAINTAIN");
});

test("where no list was written the owner's default holds, and everybody may connect to a database and call a function", () => {
  expect(heldBy(itemsOf(null, "schema", "app", 170_000), "app")).toEqual(["CREATE", "USAGE"]);
  expect(heldBy(itemsOf(null, "database", "app", 170_000), null)).toEqual(["CONNECT", "TEMPORARY"]);
  expect(heldBy(itemsOf(null, "table", "app", 170_000), null)).toEqual([]);
  expect(heldBy(itemsOf(null, "routine", "app", 170_000), null)).toEqual(["EXECUTE"]);
});

test("a written list holds alone: what an owner revoked from itself is gone", () => {
  const items = itemsOf(
    [
      { grantee: "app", grantor: "app", privileges: ["SELECT"], grantable: [] },
      { grantee: "lead", grantor: "app", privileges: ["INSERT"], grantable: ["INSERT"] },
      { grantee: "lead", grantor: "team", privileges: ["SELECT"], grantable: [] },
    ],
    "table",
    "app",
    170_000,
  );
  expect(heldBy(items, "app")).toEqual(["SELECT"]);
  expect(heldBy(items, "lead")).toEqual(["INSERT", "SELECT"]);
  expect(itemsOf([], "table", "app", 170_000)).toEqual([]);
});
