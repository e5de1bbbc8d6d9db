import { expect, test } from "vitest";
import type { Group, Status } from "@/lib/checks/finding";
import { countShown, grouped, shownAtFirst } from "./groups";

const judged = (group: Group, status: Status) => ({ group, status });
const findings = [
  judged("role", "pass"),
  judged("role", "fail"),
  judged("server", "not applicable"),
  judged("server", "warn"),
  judged("tables", "unknown"),
];

test("problems are what fails, warns or could not be looked at", () => {
  expect(countShown(findings)).toEqual({ problems: 3, all: 5, passed: 1 });
});

test("groups stand in reading order, the worst first within each, and empty ones are left out", () => {
  expect(grouped(findings, "all")).toEqual([
    { group: "server", findings: [judged("server", "warn"), judged("server", "not applicable")] },
    { group: "role", findings: [judged("role", "fail"), judged("role", "pass")] },
    { group: "tables", findings: [judged("tables", "unknown")] },
  ]);
});

test("without a problem everything is shown at first", () => {
  expect(shownAtFirst(findings)).toBe("problems");
  expect(shownAtFirst([judged("role", "pass")])).toBe("all");
});
