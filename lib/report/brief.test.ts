import { describe, expect, test } from "vitest";
import type { Finding } from "@/lib/checks/finding";
import { briefOf, briefWithout } from "./brief";

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

describe("a stored brief without what is ignored", () => {
  const findings = [
    finding("server.wal_keep", "warn", "Set a limit."),
    finding("role.exists", "fail", "Create the role."),
    finding("slot.state", "fail", "Wake the slot."),
    finding("slot.lag", "pass", ""),
  ];
  const checks = findings.map(({ id, title }) => ({ id: id as `role.${string}`, title }));
  const statuses = Object.fromEntries(findings.map(({ id, status }) => [id, status]));
  const without = (...ids: string[]) =>
    briefWithout(
      briefOf(findings),
      statuses,
      ids.map((checkId) => ({ checkId, was: "fail" as const })),
      checks,
    );

  test("is the stored one where nothing of it is ignored, a check that passes included", () => {
    expect(without("slot.lag", "gone.check")).toEqual({ brief: briefOf(findings), ignored: [] });
  });

  test("counts what is left and keeps the next action while that is not ignored", () => {
    const { brief, ignored } = without("slot.state");
    expect(brief.counts).toMatchObject({ fail: 1, warn: 1, pass: 1 });
    expect(brief.next?.says).toBe("Create the role.");
    expect(ignored).toMatchObject([{ status: "fail" }]);
  });

  test("names the next action by its check's title when the stored one is ignored, a failure first", () => {
    expect(without("role.exists").brief.next).toMatchObject({
      id: "slot.state",
      says: "Title of slot.state",
    });
    expect(without("role.exists", "slot.state").brief.next?.id).toBe("server.wal_keep");
    expect(without("role.exists", "slot.state", "server.wal_keep").brief.next).toBeNull();
  });
});
