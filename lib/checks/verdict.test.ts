import fc from "fast-check";
import { expect, test } from "vitest";
import { STATUSES, type Finding, type Status } from "./finding";
import { verdictOf } from "./verdict";

const CHECKS = [
  { id: "role.login", worst: "fail" },
  { id: "tables.kind", worst: "fail" },
  { id: "role.dedicated", worst: "warn" },
] as const;

const finding = (id: string, status: Status): Finding => ({
  id,
  group: "role",
  title: "",
  why: "",
  source: "",
  status,
  found: "",
  needed: "",
  objects: [],
  ways: [],
});
const verdict = (...statuses: Status[]) =>
  verdictOf(
    CHECKS.map(({ id }, i) => finding(id, statuses[i] ?? "pass")),
    CHECKS,
  );

test.each([
  [["pass", "pass", "pass"], "ready"],
  [["pass", "not applicable", "not applicable"], "ready"],
  [["pass", "warn", "pass"], "ready with warnings"],
  [["pass", "pass", "unknown"], "ready with warnings"],
  [["unknown", "pass", "pass"], "unknown"],
  [["unknown", "warn", "warn"], "unknown"],
  [["unknown", "fail", "unknown"], "not ready"],
  [["pass", "fail", "warn"], "not ready"],
] as const)("%j is %s", (statuses, expected) => {
  expect(verdict(...statuses)).toBe(expected);
});

test("a finding of a check that is not listed counts as one that could have failed", () => {
  expect(verdictOf([finding("future.check", "unknown")], CHECKS)).toBe("unknown");
});

test("nothing judged is ready, and the order of findings does not matter", () => {
  expect(verdictOf([], CHECKS)).toBe("ready");
  const statuses = fc.array(fc.constantFrom(...STATUSES), { minLength: 3, maxLength: 3 });
  fc.assert(
    fc.property(statuses, (given) => {
      const findings = CHECKS.map(({ id }, i) => finding(id, given[i] ?? "pass"));
      expect(verdictOf(findings.toReversed(), CHECKS)).toBe(verdictOf(findings, CHECKS));
    }),
  );
});

test("ready is said only when no check failed, warned or could not look", () => {
  const statuses = fc.array(fc.constantFrom(...STATUSES), { minLength: 3, maxLength: 3 });
  fc.assert(
    fc.property(statuses, (given) => {
      const clean = given.every((status) => status === "pass" || status === "not applicable");
      expect(verdict(...given) === "ready").toBe(clean);
    }),
  );
});
