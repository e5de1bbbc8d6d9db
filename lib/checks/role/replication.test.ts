import { expect, test } from "vitest";
import { aRole, snapshotWith } from "@/lib/snapshot/fixture";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import type { ElectricRole } from "@/lib/snapshot/server";
import { defaultTarget } from "@/lib/target/schema";
import { judge } from "../judge";
import { roleReplication } from "./replication";

const judged = (role: Partial<ElectricRole>, change: (snapshot: ReachedSnapshot) => void = () => {}) =>
  judge(
    roleReplication,
    snapshotWith((snapshot) => {
      snapshot.role = { ...aRole, replication: false, ...role };
      change(snapshot);
    }),
    defaultTarget,
  );

test.each([
  ["the attribute", { replication: true }],
  ["superuser", { superuser: true }],
  ["the provider's group", { replicationThrough: "rds_replication" }],
])("passes with %s", (_, role) => {
  expect(judged(role).status).toBe("pass");
});

test("fails without any of them and offers the attribute and another role", () => {
  const finding = judged({});
  expect(finding).toMatchObject({ status: "fail", objects: ["electric"] });
  expect(finding.ways[0]?.sql).toBe(`ALTER ROLE "electric" REPLICATION;`);
  expect(finding.ways[1]?.sql).toContain(`CREATE ROLE "electric_sync"`);
});

test("membership in a role that has it does not count", () => {
  expect(judged({ inheritsFrom: ["replicator"] }).status).toBe("fail");
});

test("on RDS the first way is the provider's group", () => {
  const finding = judged({}, ({ connection }) => (connection.provider = "rds"));
  expect(finding.ways[0]?.sql).toBe(`GRANT "rds_replication" TO "electric";`);
});

test.each([
  [140_023, "only a superuser"],
  [180_004, "ADMIN OPTION on electric and with REPLICATION itself"],
])("on version %i says who may give it", (versionNum, who) => {
  expect(judged({}, ({ server }) => (server.versionNum = versionNum)).ways[0]?.says).toContain(who);
});

test("leaves a missing role to role.exists", () => {
  expect(judged({}, (snapshot) => (snapshot.role = null)).status).toBe("not applicable");
});
