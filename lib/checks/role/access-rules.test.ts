import { expect, test } from "vitest";
import type { AccessRule, AccessRules } from "@/lib/snapshot/access-rules";
import { aSnapshot, snapshotWith } from "@/lib/snapshot/fixture";
import { defaultTarget } from "@/lib/target/schema";
import { judge } from "../judge";
import { roleAccessRules } from "./access-rules";

const token = (text: string) => ({ text, matches: null });
const [good] = aSnapshot.accessRules?.rules ?? [];
const rule = (line: number, changes: Partial<AccessRule> = {}): AccessRule => {
  if (good === undefined) throw new Error("the fixture has a rule");
  return { ...good, line, type: "host", ...changes };
};
const judged = (
  rules: AccessRule[] | null,
  changes: Partial<AccessRules> = {},
  sslmode = "require" as const,
) =>
  judge(
    roleAccessRules,
    snapshotWith((snapshot) => {
      snapshot.connection.sslmode = sslmode;
      const access = snapshot.accessRules;
      snapshot.accessRules = rules === null || access === null ? null : { ...access, rules, ...changes };
    }),
    defaultTarget,
  );
const office = { address: "10.0.0.0", netmask: "255.0.0.0" };

test("passes with the line that lets the role in, and from where that was judged", () => {
  expect(judged([rule(3, { users: [token("app")] }), rule(9)])).toMatchObject({
    status: "pass",
    found:
      "Line 9 of pg_hba.conf lets electric in by scram-sha-256 from 203.0.113.9, the address of this check.",
  });
});

test("fails where no line is for the role from any address, and offers one", () => {
  const finding = judged([rule(3, { users: [token("app")] })]);
  expect(finding).toMatchObject({ status: "fail", objects: ["electric"] });
  expect(finding.ways[0]?.says).toContain(
    'hostssl "orders" "electric" <address of Electric>/32 scram-sha-256',
  );
});

test("fails where every line that is for the role asks for what Electric has not", () => {
  const finding = judged([rule(4, { type: "hostssl", method: "cert" }), rule(5, { method: "gss" })]);
  expect(finding.status).toBe("fail");
  expect(finding.found).toContain("line 4 of pg_hba.conf demands a client certificate");
});

test("warns where the address of the check is refused and another is let in", () => {
  const finding = judged([rule(1, office)]);
  expect(finding.status).toBe("warn");
  expect(finding.found).toContain("from 203.0.113.9, the address of this check");
  expect(finding.found).toContain("line 1 of pg_hba.conf (scram-sha-256, from 10.0.0.0/8)");
});

test("fails where Electric's own address would be refused at its next login", () => {
  const finding = judged([rule(1, office)], { electricAddresses: ["192.0.2.4"] });
  expect(finding.status).toBe("fail");
  expect(finding.found).toContain("192.0.2.4, where Electric connects from now");
  expect(judged([rule(1, office)], { electricAddresses: ["10.0.0.4"] }).status).toBe("pass");
});

test("warns where a directory judges the password, or where only the server can tell", () => {
  expect(judged([rule(1, { method: "ldap" })]).found).toContain("LDAP directory");
  const named = judged([rule(1, { address: "db.example.com" }), rule(2)]);
  expect(named.status).toBe("warn");
  expect(named.found).toContain("the host db.example.com");
});

test("a line for TLS alone is offered to an Electric without it", () => {
  const finding = judged([rule(1, { type: "hostssl" })], { tls: false });
  expect(finding.status).toBe("fail");
  expect(finding.ways.at(-1)?.says).toContain("sslmode=require");
});

test("over a Unix socket the addresses are told instead of judged", () => {
  expect(judged([rule(1, office)], { visitAddress: null }).found).toContain("from 10.0.0.0/8");
});

test("lines with an error, and a file that was not read again, are warned of", () => {
  const broken = rule(7, { type: null, method: null, address: null, databases: [], users: [], error: true });
  expect(judged([rule(1), broken])).toMatchObject({ status: "warn", objects: ["line 7 of pg_hba.conf"] });
  const unread = judged([], { loaded: false });
  expect(unread.status).toBe("warn");
  expect(unread.found).toContain("changed after the server read it last; as it is now, no line");
});

test("more lines than are read never fail by themselves", () => {
  expect(judged([], { complete: false }).status).toBe("warn");
});

test("says nothing where they may not be read", () => {
  expect(judged(null).status).toBe("not applicable");
});
