import { expect, test } from "vitest";
import { leaseOf, possibleLeaseOf } from "./leased";

const NOW = "2026-11-29T13:00:00.000Z";
const role = {
  name: "v-k8s-electric-x1",
  canLogin: true,
  validUntil: "2026-11-29T14:00:00.000Z",
  groups: ["electric_group"],
};

test("a role that expires in an hour and belongs to a NOLOGIN group is leased, and so is one whose lease just ended", () => {
  expect(leaseOf(role, NOW)).toContain("expires within 24 h");
  expect(leaseOf({ ...role, validUntil: "2026-11-29T12:00:00.000Z" }, NOW)).toContain("electric_group");
});

test.each([
  ["a role that does not expire", { validUntil: null }],
  ["a role that expires in a month", { validUntil: "2026-12-29T13:00:00.000Z" }],
  ["a role that expired years ago", { validUntil: "2020-02-03T04:05:06.000Z" }],
  ["a role of no group", { groups: [] }],
  ["a role that cannot sign in", { canLogin: false }],
])("%s is not leased", (_what, change) => {
  expect(leaseOf({ ...role, ...change }, NOW)).toBeNull();
});

test("a name as Vault makes it is enough, whatever the expiry", () => {
  const named = {
    ...role,
    name: "v-token-readonly-x8Nq2bVh7sPqZk3LmT0a-1764421200",
    validUntil: null,
    groups: [],
  };
  expect(leaseOf(named, NOW)).toContain("Vault");
  expect(leaseOf({ ...named, name: "v-electric" }, NOW)).toBeNull();
});

test("a role of no group that expires within a day may be leased, and nothing but a later expiry says that it is not", () => {
  const alone = { ...role, name: "electric", groups: [] };
  expect(possibleLeaseOf(alone, NOW)).toBe("expires within 24 h, on 2026-11-29T14:00:00.000Z");
  for (const change of [
    { validUntil: null },
    { validUntil: "2026-12-01T13:00:00.000Z" },
    { validUntil: "2026-11-29T12:00:00.000Z" },
    { canLogin: false },
    // Known to be leased.
    { groups: ["electric_group"] },
  ])
    expect(possibleLeaseOf({ ...alone, ...change }, NOW)).toBeNull();
});
