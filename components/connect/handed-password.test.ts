import { expect, test } from "vitest";
import { forgetHanded, handedPassword, handPassword } from "./handed-password";

test("a password is handed over for its own database, once, and forgotten", () => {
  expect(handedPassword("a")).toBeNull();
  handPassword("a", "secret");
  expect(handedPassword("b")).toBeNull();
  expect(handedPassword("a")).toBe("secret");
  forgetHanded();
  expect(handedPassword("a")).toBeNull();
});
