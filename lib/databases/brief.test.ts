import { expect, test } from "vitest";
import type { Finding } from "@/lib/checks/finding";
import { briefOf } from "./brief";

const finding = (id: string, status: Finding["status"], says: string): Finding => ({
  id,
  group: "role",
  title: `Title of ${id}`,
  why: "",
  source: "",
  status,
  found: `found by ${id}`,
  needed: "",
  objects: [],
  ways: [{ says }],
});
const warning = finding("server.wal_keep", "warn", "Set a limit.");
const failure = finding("role.exists", "fail", "Create the role.");

test("the next action is the first way out of the first failure, else of the first warning", () => {
  expect(briefOf([warning, failure]).next).toMatchObject({ says: "Create the role.", id: "role.exists" });
  expect(briefOf([warning]).next).toMatchObject({ says: "Set a limit.", id: "server.wal_keep" });
  expect(briefOf([]).next).toBeNull();
});

test("each status is counted", () => {
  expect(briefOf([warning, failure, warning]).counts).toEqual({
    pass: 0,
    warn: 2,
    fail: 1,
    unknown: 0,
    "not applicable": 0,
  });
});
