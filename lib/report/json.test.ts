import { expect, test } from "vitest";
import { checks } from "@/lib/checks";
import { judgeAll } from "@/lib/checks/judge";
import { verdictOf } from "@/lib/checks/verdict";
import { aSnapshot, snapshotWith } from "@/lib/snapshot/fixture";
import type { Snapshot } from "@/lib/snapshot/schema";
import { defaultTarget } from "@/lib/target/schema";
import { reportOf, reportSchema } from "./json";
import { markdownOf } from "./markdown";

const reported = (snapshot: Snapshot, target = defaultTarget) => {
  const findings = judgeAll(checks, snapshot, target);
  return reportOf(snapshot, target, findings, verdictOf(findings, checks));
};

test("a report is what its schema says, also after a way through JSON", () => {
  const report = reported(aSnapshot);
  expect(reportSchema.strict().parse(JSON.parse(JSON.stringify(report)))).toEqual(report);
  expect(report.findings.map(({ id }) => id)).toEqual(checks.map(({ id }) => id));
  expect(report.server).toMatchObject({ host: "db.example.com", version: "17.4", failure: null });
  expect(report.budget?.maxConnections).toBe(100);
});

test("without a session there is neither a version nor a sum, and the reason stands there", () => {
  const { takenAt, connection, electric } = aSnapshot;
  const failure = { kind: "refused", stage: "tcp", sqlstate: null, said: "connection refused" } as const;
  const report = reported({ takenAt, connection: { ...connection, failure }, electric, reached: false });
  expect(report).toMatchObject({ budget: null, server: { version: null, versionNum: null, failure } });
  expect(reportSchema.parse(report)).toEqual(report);
});

test("names the finding to fix first", () => {
  const report = reported(
    snapshotWith(({ publication }) => {
      if (publication) publication.publishes.truncate = false;
    }),
  );
  expect(report).toMatchObject({ verdict: "not ready", next: "publication.operations" });
});

test("Electric's address, which may hold a secret, is not in it", () => {
  const target = { ...defaultTarget, electricUrl: "http://electric:3000/?secret=hush" };
  expect(JSON.stringify(reported(aSnapshot, target))).not.toContain("hush");
});

test("what is ignored is named and passed over as the next thing, and stays in the findings and the verdict", () => {
  const snapshot = snapshotWith(({ publication, server }) => {
    if (publication) publication.publishes.truncate = false;
    server.maxSlotWalKeepBytes = null;
  });
  const findings = judgeAll(checks, snapshot, defaultTarget);
  const verdict = verdictOf(findings, checks);
  const said = {
    checkId: "publication.operations",
    reason: "no truncate here",
    until: null,
    by: "Ada",
  };
  const kept = { ...said, was: "fail" as const, at: "2026-11-23T00:00:00.000Z" };
  const passes = { ...kept, checkId: "publication.owner" };
  const report = reportOf(snapshot, defaultTarget, findings, verdict, [kept, passes]);
  expect(report.ignored).toEqual([said]);
  expect(report).toMatchObject({ verdict: "not ready", headline: "1 thing keeps Electric from running" });
  expect(report.findings).toEqual(findings);
  expect(report.next).toBe("server.wal_keep");
  expect(reportSchema.strict().parse(report)).toEqual(report);
  expect(markdownOf(report)).toContain(
    "Check publication.operations, ignored until it is taken back, by Ada",
  );
  expect(markdownOf(report)).toContain("1 failing check is ignored.");
  expect(reported(snapshot)).not.toHaveProperty("ignored");
});
