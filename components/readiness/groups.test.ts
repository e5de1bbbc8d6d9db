import { expect, test } from "vitest";
import type { Group, Status } from "@/lib/checks/finding";
import { countShown, grouped, shownAtFirst, withWaiting } from "./groups";

const judged = (group: Group, status: Status) => ({ group, status });
const findings = [
  judged("role", "pass"),
  judged("role", "fail"),
  judged("server", "not applicable"),
  judged("server", "warn"),
  judged("tables", "unknown"),
];

test("problems are what fails, warns or could not be looked at", () => {
  expect(countShown(findings)).toEqual({ problems: 3, all: 5, passed: 1, ignored: 0 });
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

test("what is ignored leaves the problems for a list of its own, and stays under all; one that passes is none of it", () => {
  const ignored = {
    checkId: "",
    reason: "a copy",
    until: null,
    was: "fail" as const,
    by: "Ada",
    at: "2026-11-23T03:00:00.000Z",
  };
  const some = [
    { ...judged("role", "fail"), id: "role.exists", ignored },
    { ...judged("role", "pass"), id: "role.login", ignored },
    { ...judged("server", "warn"), id: "server.wal_keep" },
  ];
  const ids = (...asked: Parameters<typeof grouped> extends [unknown, ...infer Rest] ? Rest : never) =>
    grouped(some, ...asked).flatMap(({ findings: each }) => each.map(({ id }) => id));
  expect(countShown(some)).toEqual({ problems: 1, all: 3, passed: 1, ignored: 1 });
  expect(ids("problems")).toEqual(["server.wal_keep"]);
  expect(ids("ignored")).toEqual(["role.exists"]);
  expect(ids("problems", "role.exists")).toEqual(["server.wal_keep", "role.exists"]);
  expect(shownAtFirst(some.slice(0, 2))).toBe("all");
});

test("without a session there is one problem, not one for each check that could not be judged", () => {
  const some = [
    { ...judged("connection", "fail"), id: "connection.reachable" },
    { ...judged("role", "unknown"), id: "role.exists" },
  ];
  expect(countShown(withWaiting(some))).toMatchObject({ problems: 1, all: 2 });
  expect(countShown(withWaiting(some.slice(1)))).toMatchObject({ problems: 1, all: 1 });
});
