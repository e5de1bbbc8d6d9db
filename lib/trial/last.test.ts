import { expect, test } from "vitest";
import type { Finding, Status } from "@/lib/checks/finding";
import { withTrial, type LastTrial } from "./last";

const finding = (id: string, status: Status): Finding => ({
  id,
  group: id.startsWith("trial.") ? "trial" : "server",
  title: id,
  why: "",
  source: "",
  status,
  found: id,
  needed: "",
  objects: [],
  ways: [],
});
const trialOf = (status: Status, outdated = false): LastTrial => ({
  endedAt: "2026-11-30T00:00:00.000Z",
  version: "17.10",
  pool: false,
  findings: [finding("trial.rights", "pass"), finding("trial.publication", status)],
  outdated,
});
const warned = [finding("server.event_triggers", "warn")];

test("a trial that failed makes a database not ready that no check fails for", () => {
  expect(withTrial(warned, "ready with warnings", trialOf("fail"))).toEqual({
    findings: [...warned, finding("trial.publication", "fail")],
    verdict: "not ready",
  });
});

test.each([
  ["no trial", null],
  ["one that a check run has outdated", trialOf("fail", true)],
  ["one that passed", trialOf("pass")],
  ["one that could not try all", trialOf("unknown")],
])("%s leaves the verdict of the checks", (_what, trial) => {
  expect(withTrial(warned, "ready with warnings", trial)).toEqual({
    findings: warned,
    verdict: "ready with warnings",
  });
});

test("what a check and a trial fail for is counted once", () => {
  const failed = [finding("role.create_publication", "fail")];
  expect(withTrial(failed, "not ready", trialOf("fail"))).toEqual({ findings: failed, verdict: "not ready" });
});
