import { describe, expect, test } from "vitest";
import { aConnection, aSnapshot } from "@/lib/snapshot/fixture";
import type { Snapshot } from "@/lib/snapshot/schema";
import { defaultTarget } from "@/lib/target/schema";
import { defineCheck, defineConnectionCheck, defineElectricCheck } from "./define";
import { pass } from "./finding";
import { checks } from "./index";
import { groupOf, judge, judgeAll } from "./judge";

const texts = {
  title: "A title",
  why: "Because.",
  source: "Somewhere",
  worst: "fail",
  act: { says: "Fix it" },
} as const;
const ofDatabase = defineCheck({ ...texts, id: "role.a", judge: ({ role }) => pass(role?.name ?? "") });
const ofConnection = defineConnectionCheck({
  ...texts,
  id: "connection.a",
  judge: ({ host }) => pass(host),
});
const ofElectric = defineElectricCheck({
  ...texts,
  id: "electric.a",
  judge: (electric, target, { takenAt }) => pass(`${electric} ${target.role} ${takenAt}`),
});

const { takenAt, electric } = aSnapshot;
const unreached: Snapshot = { takenAt, connection: aConnection, electric, reached: false };

test("a finding carries the check's own texts and its group beside what was found", () => {
  expect(judge(ofDatabase, aSnapshot, defaultTarget)).toEqual({
    id: "role.a",
    group: "role",
    title: "A title",
    why: "Because.",
    source: "Somewhere",
    status: "pass",
    found: "electric",
    needed: "",
    objects: [],
    ways: [],
  });
});

test("checks of the connection and of Electric are judged without a session, those of the database are unknown", () => {
  const findings = judgeAll([ofConnection, ofDatabase, ofElectric], unreached, defaultTarget);
  expect(findings.map(({ id, status }) => [id, status])).toEqual([
    ["connection.a", "pass"],
    ["role.a", "unknown"],
    ["electric.a", "pass"],
  ]);
  expect(findings[2]?.found).toBe(`null electric ${takenAt}`);
});

test("an id without a known group is refused", () => {
  expect(groupOf("slot.lag")).toBe("slot");
  expect(() => groupOf("slots.lag")).toThrow("slots.lag");
});

describe("without a session", () => {
  test.each(checks.filter(({ stage }) => stage === "database").map((check) => [check.id, check] as const))(
    "%s is unknown and says what to fix first",
    (_, check) => {
      const finding = judge(check, unreached, defaultTarget);
      expect(finding.status).toBe("unknown");
      expect(finding.ways[0]?.sql).toContain("connection.reachable");
    },
  );
});
