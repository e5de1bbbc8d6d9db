import { expect, test } from "vitest";
import { accessInput } from "./access-fields";

test("groups narrow a member and are not sent with an admin", () => {
  const groups = ["payments"];
  expect(accessInput({ role: "member", groups, ownPassword: "" })).toEqual({ role: "member", groups });
  expect(accessInput({ role: "admin", groups, ownPassword: "" })).toEqual({ role: "admin", groups: [] });
});

test("the own password is sent for a new admin alone, and never empty", () => {
  const typed = { groups: [], ownPassword: "correct horse" };
  expect(accessInput({ role: "admin", ...typed })).toHaveProperty("ownPassword", "correct horse");
  expect(accessInput({ role: "viewer", ...typed })).not.toHaveProperty("ownPassword");
  expect(accessInput({ role: "admin", groups: [], ownPassword: "" })).not.toHaveProperty("ownPassword");
});
