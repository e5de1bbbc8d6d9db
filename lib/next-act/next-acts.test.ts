import { expect, test } from "vitest";
import type { Finding, Status } from "@/lib/checks/finding";
import { nextActs } from "./next-acts";

const finding = (id: string, status: Status, found = "found"): Finding => ({
  id,
  group: "role",
  title: id,
  why: "",
  source: "",
  status,
  found,
  needed: "",
  objects: [],
  ways: [],
});

const acts = (findings: Finding[], change: { planned?: boolean; connects?: boolean } = {}) =>
  nextActs({
    databaseId: "x",
    findings,
    target: { role: "electric" },
    planned: true,
    connects: false,
    ...change,
  });

test("what one plan fixes is one act, and stands where its most urgent finding stands", () => {
  const found = acts([
    finding("tables.ownership", "fail"),
    finding("role.exists", "fail"),
    finding("budget.pool_fits", "fail", "7 are short"),
    finding("tables.replica_identity", "warn"),
    finding("server.version", "warn"),
  ]);
  expect(found.map(({ says, button }) => [says, button])).toContainEqual([
    "Create role electric",
    "Make it ready",
  ]);
  expect(found.map(({ key }) => key)).toEqual(["plan", "budget.pool_fits", "server.version"]);
  expect(found.find(({ key }) => key === "plan")).toMatchObject({
    why: "One plan for 2 of 3 failures.",
    href: "/databases/x/repair",
  });
  expect(found.find(({ key }) => key === "budget.pool_fits")).toMatchObject({
    why: "Connections shows each option with its sum.",
    button: "Options",
    href: "/databases/x/connections",
  });
});

test("a failure comes before a warning that a plan fixes", () => {
  const found = acts([finding("tables.replica_identity", "warn"), finding("server.version", "fail")]);
  expect(found.map(({ key }) => key)).toEqual(["server.version", "plan"]);
  expect(found[1]?.why).toBe("One plan for 1 warning.");
});

test("without a plan every finding is read in readiness", () => {
  const found = acts([finding("role.exists", "fail")], { planned: false });
  expect(found).toMatchObject([{ href: "/databases/x/readiness?check=role.exists" }]);
});

test("checks that could not look are one act", () => {
  const found = acts([finding("role.select", "unknown"), finding("role.connect", "unknown")]);
  expect(found.map(({ says, why }) => `${says}: ${why}`)).toEqual([
    "See what could not be read: 2 checks could not look.",
  ]);
});

test("where nothing is open Electric is connected, and nothing is left where it runs", () => {
  expect(acts([finding("role.exists", "pass")], { connects: true }).map(({ says }) => says)).toEqual([
    "Connect Electric",
  ]);
  expect(acts([finding("role.exists", "pass")])).toEqual([]);
});
