import { expect, test } from "vitest";
import { aRole, aSnapshot, snapshotWith } from "@/lib/snapshot/fixture";
import type { ElectricRole } from "@/lib/snapshot/server";
import { defaultTarget } from "@/lib/target/schema";
import { judge } from "../judge";
import { roleLogin } from "./login";

const judged = (role: Partial<ElectricRole>) =>
  judge(
    roleLogin,
    snapshotWith((snapshot) => (snapshot.role = { ...aRole, ...role })),
    defaultTarget,
  );
const inDays = (days: number) => new Date(Date.parse(aSnapshot.takenAt) + days * 86_400_000).toISOString();

test("passes when the role may log in and does not expire soon", () => {
  expect(judged({}).status).toBe("pass");
  expect(judged({ validUntil: inDays(31) }).status).toBe("pass");
});

test("fails on NOLOGIN, with the statement that fixes it", () => {
  expect(judged({ canLogin: false })).toMatchObject({
    status: "fail",
    objects: ["electric"],
    ways: [{ sql: `ALTER ROLE "electric" LOGIN;` }],
  });
});

test("fails from the moment of expiry on, and names both flaws where there are both", () => {
  expect(judged({ validUntil: inDays(0) }).status).toBe("fail");
  const both = judged({ canLogin: false, validUntil: inDays(-3) });
  expect(both.found).toContain("NOLOGIN");
  expect(both.found).toContain("expired 3 days ago");
  expect(both.ways.map(({ sql }) => sql)).toEqual([
    `ALTER ROLE "electric" LOGIN;`,
    `ALTER ROLE "electric" VALID UNTIL 'infinity';`,
  ]);
});

test("warns within 30 days of the expiry and says how long is left", () => {
  const finding = judged({ validUntil: inDays(12) });
  expect(finding.status).toBe("warn");
  expect(finding.found).toContain("expires in 12 days");
  expect(finding.found).toContain("first reconnect after that is refused");
});

test("leaves a missing role to role.exists", () => {
  const finding = judge(
    roleLogin,
    snapshotWith((snapshot) => (snapshot.role = null)),
    defaultTarget,
  );
  expect(finding.status).toBe("not applicable");
});
