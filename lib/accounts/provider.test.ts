import { expect, test } from "vitest";
import { admissionProblem, issuerProblem, mappedAccess, providerFields, type Identity } from "./provider";
import { providerInput, providerValues } from "./provider-form";

const grace: Identity = {
  subject: "g-1",
  email: "grace@navy.example",
  hasUnverifiedEmail: false,
  name: "Grace",
  groups: ["crew", "captains"],
};
const fields = (change: object) => providerFields.parse(change);

test.each([
  ["no lists", {}, grace, null],
  ["the domain", { domains: ["NAVY.example"] }, grace, null],
  ["another domain", { domains: ["example"] }, grace, "not-allowed"],
  ["a domain that ends alike", { domains: ["vy.example"] }, grace, "not-allowed"],
  ["the subject", { domains: ["army.example"], subjects: ["g-1"] }, { ...grace, email: null }, null],
  [
    "an address that is not verified",
    { domains: ["navy.example"] },
    { ...grace, email: null, hasUnverifiedEmail: true },
    "unverified",
  ],
  [
    "an address with two @",
    { domains: ["navy.example"] },
    { ...grace, email: "a@navy.example@evil.example" },
    "not-allowed",
  ],
  ["a group", { mapping: [{ claim: "crew", role: "member" }] }, grace, null],
  ["none of the groups", { mapping: [{ claim: "Crew", role: "member" }] }, grace, "no-group"],
] as const)("%s: judged", (_name, change, identity, problem) => {
  expect(admissionProblem(fields(change), identity)).toBe(problem);
});

test("of several groups the highest role and all groups of databases count, and one without a limit counts for all", () => {
  const mapping = [
    { claim: "crew", role: "viewer", groups: ["ships"] },
    { claim: "captains", role: "member", groups: ["ports", "ships"] },
    { claim: "admirals", role: "admin", groups: ["ships"] },
    { claim: "all", role: "viewer", groups: [] },
  ];
  expect(mappedAccess(fields({ mapping }), grace.groups)).toEqual({
    role: "member",
    groups: ["ports", "ships"],
  });
  expect(mappedAccess(fields({ mapping }), ["crew", "all"])).toEqual({ role: "viewer", groups: [] });
  expect(mappedAccess(fields({ mapping }), ["admirals"])).toEqual({ role: "admin", groups: [] });
  expect(mappedAccess(fields({ mapping }), ["cooks"])).toBeNull();
  expect(mappedAccess(fields({}), ["crew"])).toBeNull();
});

test.each([
  ["https://id.example.com/realms/a", true],
  ["http://127.0.0.1:4000", true],
  ["http://localhost:4000", true],
  ["http://[::1]:4000", true],
  ["http://id.example.com", false],
  ["http://127.0.0.1.evil.example", false],
  ["https://user:pw@id.example.com", false],
  ["https://id.example.com?x=1", false],
  ["ftp://id.example.com", false],
  ["id.example.com", false],
  ["", false],
])("%s as an issuer: %s", (issuer, isOne) => {
  expect(issuerProblem(issuer) === null).toBe(isOne);
});

test("a form gives back what it was made of, and names a line that it cannot take", () => {
  const stored = fields({
    domains: ["navy.example"],
    subjects: ["g-1", "g-2"],
    mapping: [
      { claim: "cn=crew,dc=navy", role: "member", groups: ["ships", "ports"] },
      { claim: "captains", role: "admin", groups: [] },
    ],
  });
  const values = providerValues(stored);
  expect(values.mapping).toBe("cn=crew,dc=navy = member: ships, ports\ncaptains = admin");
  expect(providerInput(values)).toEqual({ value: { ...stored, clientSecret: "" }, problems: {} });
  expect(providerInput({ ...values, mapping: "captains = king" }).problems.mapping).toContain(
    "captains = king",
  );
  expect(providerInput({ ...values, mapping: "\n captains=ADMIN \n\n" }).value.mapping).toEqual([
    { claim: "captains", role: "admin", groups: [] },
  ]);
});
