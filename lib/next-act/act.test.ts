import { expect, test } from "vitest";
import { checks } from "@/lib/checks";
import { actOf, actPath } from "./act";

const words = (text: string) => text.split(/\s+/).length;

test.each(checks.map(({ id }) => id))("the act on %s is at most eight words with a capital first", (id) => {
  const roles = ["electric", "a role with a very long name indeed, and spaces"];
  for (const [role, status] of roles.flatMap((name) => [[name, "fail"] as const, [name, "warn"] as const])) {
    const { says } = actOf(id, { role }, status);
    expect(words(says), says).toBeLessThanOrEqual(8);
    expect(says).toMatch(/^[A-Z][a-z]+ .*[^.]$|^Upgrade Postgres$|^Update Electric$/);
  }
});

test("an act of a plan leads to that plan, and one without a remedy to its finding", () => {
  expect(actOf("role.exists", { role: "sync" })).toEqual({ says: "Create role sync", page: "repair" });
  expect(actPath("x", "role.exists", "repair")).toBe("/databases/x/repair?for=role.exists");
  expect(actOf("server.version", { role: "sync" }).page).toBe("readiness");
  expect(actPath("x", "server.version", "readiness")).toBe("/databases/x/readiness?check=server.version");
  expect(actPath("x", "budget.pool_fits", "connections")).toBe("/databases/x/connections");
});

test("a warning that is of something else has an act of its own", () => {
  const says = (status: "fail" | "warn") => actOf("connection.reachable", { role: "sync" }, status).says;
  expect([says("fail"), says("warn")]).toEqual([
    "Restore the connection to the server",
    "Find out why connecting is slow",
  ]);
});

test("what only a trial knows is read where the trial stands", () => {
  expect(actOf("trial.role", { role: "sync" })).toEqual({
    says: "See what failed as Electric",
    page: "test",
  });
  expect(actPath("x", "trial.role", "test")).toBe("/databases/x/test");
});

test("a check that could not look asks for sight, and an unknown check is opened", () => {
  expect(actOf("role.select", { role: "sync" }, "unknown")).toEqual({
    says: "See what could not be read",
    page: "readiness",
  });
  expect(actOf("newer.check", { role: "sync" })).toEqual({ says: "Open the finding", page: "readiness" });
});
