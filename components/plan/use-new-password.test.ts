import { expect, test } from "vitest";
import { aPlan } from "@/lib/plan/example";
import type { Plan } from "@/lib/plan/schema";
import { passwordTodo } from "./use-new-password";

const attributes = {
  login: true,
  inherit: true,
  replication: true,
  bypassRls: false,
  connectionLimit: null,
  validUntil: null,
};
const makesRole: Plan = {
  ...aPlan,
  steps: aPlan.steps.map((step) => ({
    ...step,
    changes: [{ kind: "role", role: "electric", from: null, to: attributes, verifier: null }],
  })),
};
const made = { password: "p", verifier: "v" };

test("nothing is done while no plan is there", () => {
  expect(passwordTodo(null, null, true)).toBe("nothing");
  expect(passwordTodo(null, made, false)).toBe("nothing");
});

test("a password is made once: for a role that the plan makes, or when it is asked for", () => {
  expect(passwordTodo({ plan: makesRole }, null, false)).toBe("make");
  expect(passwordTodo({ plan: makesRole }, made, false)).toBe("nothing");
  expect(passwordTodo({ plan: aPlan }, null, true)).toBe("make");
  expect(passwordTodo({ plan: aPlan }, made, true)).toBe("nothing");
});

test("a role that is there already keeps its password unless a new one is asked for", () => {
  expect(passwordTodo({ plan: aPlan }, null, false)).toBe("nothing");
  expect(passwordTodo({ plan: aPlan }, made, false)).toBe("drop");
});

test("an undo and a clean-up make no password", () => {
  const undo: Plan = { ...makesRole, for: { kind: "undo", run: "1" } };
  expect(passwordTodo({ plan: undo }, null, true)).toBe("nothing");
  expect(passwordTodo({ plan: { ...makesRole, for: { kind: "clean-up" } } }, null, false)).toBe("nothing");
});
