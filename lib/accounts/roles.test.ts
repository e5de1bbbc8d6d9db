import { expect, test } from "vitest";
import { atLeast, ROLES, ROLE_SAYS, withArticle } from "./roles";

test("a role has its own rights and those of the roles before it", () => {
  const allowed = ROLES.map((role) => ROLES.filter((needed) => atLeast(role, needed)));
  expect(allowed).toEqual([["viewer"], ["viewer", "member"], ["viewer", "member", "admin"]]);
});

test("each role has a sentence and an article", () => {
  expect(Object.keys(ROLE_SAYS)).toEqual([...ROLES]);
  expect(ROLES.map(withArticle)).toEqual(["a viewer", "a member", "an admin"]);
});
