import { expect, test } from "vitest";
import { aSnapshot, snapshotWith } from "@/lib/snapshot/fixture";
import { defaultTarget } from "@/lib/target/schema";
import { judge } from "../judge";
import { roleConnect } from "./connect";

test("passes with CONNECT", () => {
  expect(judge(roleConnect, aSnapshot, defaultTarget).status).toBe("pass");
});

test("fails without it, and says who can grant it", () => {
  const finding = judge(
    roleConnect,
    snapshotWith(({ role, database }) => {
      if (role) role.connect = false;
      database.name = "Orders";
      database.owner = "boss";
    }),
    defaultTarget,
  );
  expect(finding).toMatchObject({ status: "fail", objects: ['"Orders"'] });
  expect(finding.ways[0]?.says).toContain("as boss");
  expect(finding.ways[0]?.sql).toBe(`GRANT CONNECT ON DATABASE "Orders" TO "electric";`);
});

test("leaves a missing role to role.exists", () => {
  const snapshot = snapshotWith((changed) => (changed.role = null));
  expect(judge(roleConnect, snapshot, defaultTarget).status).toBe("not applicable");
});
