import { expect, test } from "vitest";
import type { Group, Status } from "@/lib/checks/finding";
import { countShown, groupsIn, ordered, shownAtFirst, withWaiting, type Shown } from "./groups";

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

test("what is shown stands in the order of work: the gravest first, and of one gravity as it came", () => {
  expect(ordered(findings, { shown: "all" }).map(({ status }) => status)).toEqual([
    "fail",
    "unknown",
    "warn",
    "pass",
    "not applicable",
  ]);
  const failing = (id: string) => ({ id, ...judged("role", "fail") });
  const some = [failing("role.bypass_rls"), failing("role.exists")];
  expect(ordered(some, { shown: "problems" }).map(({ id }) => id)).toEqual([
    "role.bypass_rls",
    "role.exists",
  ]);
});

test("a group narrows what is shown, and only groups with something in it are offered, in reading order", () => {
  expect(ordered(findings, { shown: "all", group: "server" })).toEqual([
    judged("server", "warn"),
    judged("server", "not applicable"),
  ]);
  expect(groupsIn(findings, "problems")).toEqual([
    { group: "server", count: 1 },
    { group: "role", count: 1 },
    { group: "tables", count: 1 },
  ]);
  expect(groupsIn(findings, "passed")).toEqual([{ group: "role", count: 1 }]);
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
  const ids = (shown: Shown, kept: string | null = null) =>
    ordered(some, { shown, kept }).map(({ id }) => id);
  expect(countShown(some)).toEqual({ problems: 1, all: 3, passed: 1, ignored: 1 });
  expect(ids("problems")).toEqual(["server.wal_keep"]);
  expect(ids("ignored")).toEqual(["role.exists"]);
  expect(ids("problems", "role.exists")).toEqual(["role.exists", "server.wal_keep"]);
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
