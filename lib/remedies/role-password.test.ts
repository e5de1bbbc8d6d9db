import { expect, test } from "vitest";
import { contributed, noRole, statementsOf, withoutElectric } from "./fixture";
import { rolePassword } from "./role-password";

const choices = { verifier: "v" };

test("a role gets a new password only where one was asked for, and a new role brings its own", () => {
  expect(statementsOf(rolePassword)).toEqual([]);
  expect(statementsOf(rolePassword, { choices })).toEqual([`ALTER ROLE "electric" WITH PASSWORD 'v'`]);
  expect(statementsOf(rolePassword, { choices, snapshot: noRole, rights: withoutElectric })).toEqual([]);
});

test("it is said that the old one is gone for good", () => {
  expect(contributed(rolePassword, { choices })).toMatchObject({
    drafts: [{ says: expect.stringContaining("Nothing brings the old one back.") }],
    consequences: ["The old password of electric no longer works."],
  });
});
