import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "headroom-steps-"));
});

afterAll(() => rmSync(folder, { recursive: true }));

/** Counts a runner's report as scripts/test.mjs does; `report` null means that the runner wrote none. */
function count(counter: "asVitest" | "asPlaywright", code: number, report: object | null): unknown {
  const file = path.join(folder, "report.json");
  rmSync(file, { force: true });
  if (report !== null) writeFileSync(file, JSON.stringify(report));
  const steps = path.join(import.meta.dirname, "steps.mjs");
  const program = `import { ${counter} } from ${JSON.stringify(steps)};
    console.log(JSON.stringify(${counter}(${JSON.stringify(file)})(${code})));`;
  const args = ["--input-type=module", "-e", program];
  return JSON.parse(execFileSync(process.execPath, args, { encoding: "utf8" }));
}

test("vitest's report is summed as it is", () => {
  expect(count("asVitest", 1, { numPassedTests: 7, numFailedTests: 2 })).toEqual({ passed: 7, failed: 2 });
});

test("a runner that wrote no report, found no test or ended badly without a failed test counts as a failure", () => {
  expect(count("asVitest", 1, null)).toEqual({ passed: 0, failed: 1 });
  expect(count("asVitest", 0, { numPassedTests: 0, numFailedTests: 0 })).toEqual({ passed: 0, failed: 1 });
  expect(count("asVitest", 1, { numPassedTests: 7, numFailedTests: 0 })).toEqual({ passed: 7, failed: 1 });
});

test("an end-to-end test that passed only when repeated has failed", () => {
  const stats = { expected: 3, unexpected: 1, flaky: 1, skipped: 0 };
  expect(count("asPlaywright", 1, { stats })).toEqual({ passed: 3, failed: 2 });
});
