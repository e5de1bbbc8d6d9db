import { expect, test } from "vitest";
import { snapshotWith } from "@/lib/snapshot/fixture";
import type { SetRole } from "@/lib/snapshot/server";
import { effectiveRole, roleSetting } from "./effective-role";
import { defaultTarget } from "./schema";

const acting = (...setRole: SetRole[]) =>
  snapshotWith((snapshot) => {
    if (snapshot.role) snapshot.role.setRole = setRole;
  });
const to = (value: string, mayBecome = true, scope: SetRole["scope"] = "role"): SetRole => ({
  scope,
  value,
  mayBecome,
  mayReplicate: false,
});

test.each([
  ["nothing is fixed", acting(), "electric"],
  ["a role that it may become", acting(to("app")), "app"],
  ["a role that it may not become, which the login skips", acting(to("app", false)), "electric"],
  ["the strongest cannot be taken, the next one can", acting(to("a", false), to("b")), "b"],
  ["none before what the database fixes", acting(to("none"), to("app", true, "database")), "electric"],
  ["its own name", acting(to("electric")), "electric"],
])("with %s its sessions act as the right role", (_what, snapshot, role) => {
  expect(effectiveRole(snapshot, defaultTarget)).toBe(role);
  expect(roleSetting(snapshot) === null).toBe(role === "electric");
});

test("without the role nothing is fixed", () => {
  const snapshot = snapshotWith((seen) => (seen.role = null));
  expect(effectiveRole(snapshot, defaultTarget)).toBe("electric");
});
