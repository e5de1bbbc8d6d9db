import { expect, test } from "vitest";
import { aSnapshot, snapshotWith } from "@/lib/snapshot/fixture";
import { defaultTarget } from "@/lib/target/schema";
import { judge } from "../judge";
import { connectionPrimary } from "./primary";

test("passes on a primary", () => {
  expect(judge(connectionPrimary, aSnapshot, defaultTarget).status).toBe("pass");
});

test("fails on a standby, with the provider's way to the primary", () => {
  const standby = snapshotWith((snapshot) => {
    snapshot.server.inRecovery = true;
    snapshot.connection.provider = "planetscale";
  });
  const finding = judge(connectionPrimary, standby, defaultTarget);
  expect(finding).toMatchObject({ status: "fail", objects: ["db.example.com"] });
  expect(finding.ways[0]?.says).toContain("|replica");
});

test("is unknown without a session", () => {
  const { takenAt, connection, electric } = aSnapshot;
  const finding = judge(connectionPrimary, { takenAt, connection, electric, reached: false }, defaultTarget);
  expect(finding.status).toBe("unknown");
});
