import { expect, test } from "vitest";
import type { PlanBrief } from "@/lib/repair/plan/brief";
import { passwordTodo } from "./use-new-password";

const exists: Pick<PlanBrief, "for" | "makesRole"> = { for: { kind: "ready" }, makesRole: null };
const makesRole = { ...exists, makesRole: "electric" };
const made = { password: "p", verifier: "v" };

test("nothing is done while no plan is there", () => {
  expect(passwordTodo(null, null, "new")).toBe("nothing");
  expect(passwordTodo(null, made, null)).toBe("nothing");
});

test("a password is made once: for a role that the plan makes, or when it is asked for", () => {
  expect(passwordTodo({ plan: makesRole }, null, null)).toBe("make");
  expect(passwordTodo({ plan: makesRole }, made, null)).toBe("nothing");
  expect(passwordTodo({ plan: exists }, null, "new")).toBe("make");
  expect(passwordTodo({ plan: exists }, made, "new")).toBe("nothing");
});

test("a role that is there already keeps its password unless a new one is asked for", () => {
  expect(passwordTodo({ plan: exists }, null, null)).toBe("nothing");
  expect(passwordTodo({ plan: exists }, made, null)).toBe("drop");
});

test("an admin may want none for a role that the plan makes, for a server that refuses a hashed one", () => {
  expect(passwordTodo({ plan: makesRole }, null, "none")).toBe("nothing");
  expect(passwordTodo({ plan: makesRole }, made, "none")).toBe("drop");
});

test("an undo and a clean-up make no password", () => {
  const undo = { ...makesRole, for: { kind: "undo" as const, run: "1" } };
  expect(passwordTodo({ plan: undo }, null, "new")).toBe("nothing");
  expect(passwordTodo({ plan: { ...makesRole, for: { kind: "clean-up" } } }, null, null)).toBe("nothing");
});
