import { expect, test } from "vitest";
import type { AccessRule } from "@/lib/snapshot/access-rules";
import { aSnapshot, snapshotWith } from "@/lib/snapshot/fixture";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import type { ElectricRole } from "@/lib/snapshot/server";
import { defaultTarget } from "@/lib/target/schema";
import { judge } from "../judge";
import { rolePassword } from "./password";

const [good] = aSnapshot.accessRules?.rules ?? [];
const rule = (line: number, changes: Partial<AccessRule> = {}): AccessRule => {
  if (good === undefined) throw new Error("the fixture has a rule");
  return { ...good, line, ...changes };
};
const judged = (
  verifier: ElectricRole["verifier"],
  rules: AccessRule[] | null,
  change: (snapshot: ReachedSnapshot) => void = () => {},
) =>
  judge(
    rolePassword,
    snapshotWith((snapshot) => {
      if (snapshot.role !== null) snapshot.role.verifier = verifier;
      const access = snapshot.accessRules;
      snapshot.accessRules = rules === null || access === null ? null : { ...access, rules };
      change(snapshot);
    }),
    defaultTarget,
  );
const md5 = rule(1, { method: "md5" });
const trust = rule(1, { method: "trust" });
const here = { address: "203.0.113.9", netmask: "255.255.255.255" };

test.each([
  ["scram-sha-256", [rule(1)], "pass"],
  ["scram-sha-256", null, "pass"],
  ["md5", [md5], "pass"],
  ["md5", [rule(1)], "fail"],
  ["md5", null, "pass"],
  ["none", [md5], "fail"],
  ["none", [rule(1)], "fail"],
  ["none", [trust], "pass"],
  ["none", [{ ...trust, ...here }, rule(2)], "warn"],
  ["none", [rule(1, { method: "ldap" })], "pass"],
  ["none", null, "warn"],
  ["other", [rule(1)], "fail"],
  [null, [rule(1)], "not applicable"],
] as const)("a verifier %s under %j is judged %s", (verifier, rules, status) => {
  expect(judged(verifier, rules === null ? null : [...rules]).status).toBe(status);
});

test("says the line, what it asks for, and the statement that sets a password", () => {
  const finding = judged("none", [rule(92)]);
  expect(finding.found).toBe(
    "electric has no password: line 92 of pg_hba.conf asks for a password, and the role has none",
  );
  expect(finding.ways[0]?.sql).toContain(`ALTER ROLE "electric" PASSWORD '<a new password>';`);
});

test("an md5 hash may also be met by the method md5", () => {
  expect(judged("md5", [rule(1)]).ways[1]?.says).toContain("method md5");
});

test("fails at Electric's own address though another one is let in", () => {
  const finding = judged("none", [{ ...trust, ...here }, rule(2)], (snapshot) => {
    if (snapshot.accessRules !== null) snapshot.accessRules.electricAddresses = ["10.0.0.4"];
  });
  expect(finding.status).toBe("fail");
});

test("a member of rds_iam fails on RDS, whatever is seen of its password, and nowhere else", () => {
  const member = (provider: "rds" | "aurora" | "other") =>
    judged(null, null, (snapshot) => {
      snapshot.connection.provider = provider;
      snapshot.role?.memberWithoutInherit.push("rds_iam");
    });
  expect(member("rds")).toMatchObject({
    status: "fail",
    ways: [{ sql: 'REVOKE "rds_iam" FROM "electric";' }, {}],
  });
  expect(member("aurora").status).toBe("fail");
  expect(member("other").status).toBe("not applicable");
});

test.each([
  ["cloudsql", "cloudsqliamuser"],
  ["cloudsql", "alloydbiamuser"],
  ["azure", "azure_ad_user"],
] as const)("on %s a member of %s logs in by a token alone", (provider, group) => {
  const finding = judged(null, null, (snapshot) => {
    snapshot.connection.provider = provider;
    snapshot.role?.inheritsFrom.push(group);
  });
  expect(finding).toMatchObject({
    status: "fail",
    ways: [{ sql: `REVOKE "${group}" FROM "electric";` }, {}],
  });
});

test("leaves a missing role to role.exists", () => {
  expect(judged("none", null, (snapshot) => void (snapshot.role = null)).status).toBe("not applicable");
});
