import { expect, test } from "vitest";
import { userOfRole } from "./user-of-role";

test("a role signs in under its name, on PlanetScale with the branch of the login that is known", () => {
  expect(userOfRole("electric", { provider: "other", user: "app.main" })).toBe("electric");
  expect(userOfRole("electric", { provider: "planetscale", user: "postgres.abc|replica" })).toBe(
    "electric.abc",
  );
  expect(userOfRole("electric", { provider: "planetscale", user: "postgres" })).toBe("electric");
});
