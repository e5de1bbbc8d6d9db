import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { findBrowser } from "./browser.mjs";
import { ensureInstalled, requireNode, root, TESTS_RUN_ON } from "./install.mjs";
import { asOne, asPlaywright, asVitest, runStep } from "./steps.mjs";

/** Everything must be over by then: 12 minutes, less some seconds to say so. */
const deadline = Date.now() + 11.5 * 60_000;

requireNode("Testing Headroom", TESTS_RUN_ON);
process.chdir(root);
ensureInstalled();

const browser = findBrowser();
if (browser === null)
  console.error(
    "There is no Chromium or Chrome here, which the end-to-end tests need: they will fail. " +
      "Install one (Debian: apt-get install chromium), or set PLAYWRIGHT_CHROMIUM to its path.",
  );

const reports = mkdtempSync(path.join(tmpdir(), "headroom-test-"));
const bin = (file) => [process.execPath, path.join(root, "node_modules", file)];
const node = (file, ...args) => [process.execPath, path.join(root, file), ...args];

function vitest(project) {
  const report = path.join(reports, `${project}.json`);
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const command = [...bin("vitest/vitest.mjs"), "run", "--project", project, ...reporters];
  return { name: `${project} tests`, command, report, count: asVitest(report) };
}

const one = (name, command) => ({ name, command, count: asOne, quiet: true });
const e2eReport = path.join(reports, "e2e.json");

/**
 * Steps of one group run side by side. The build stands beside tests that mostly wait, and away from `types`, which has
 * Next write its types to the same folder.
 */
const groups = [
  [one("lockfile", node("scripts/lock-check.mjs"))],
  [
    one("types", node("scripts/types.mjs")),
    one("lint", [...bin("eslint/bin/eslint.js"), ".", "--max-warnings", "0"]),
    one("format", [...bin("prettier/bin/prettier.cjs"), "--check", "--log-level", "warn", "."]),
  ],
  [vitest("unit")],
  [vitest("integration"), one("build", node("scripts/start.mjs", "--build"))],
  [
    {
      name: "end-to-end tests",
      command: [...bin("@playwright/test/cli.js"), "test", "--reporter=list,json"],
      env: { PLAYWRIGHT_JSON_OUTPUT_NAME: e2eReport, PLAYWRIGHT_CHROMIUM: browser ?? "" },
      report: e2eReport,
      count: asPlaywright(e2eReport),
    },
  ],
];

const results = [];
for (const group of groups)
  results.push(...(await Promise.all(group.map((step) => runStep(step, deadline)))));
rmSync(reports, { recursive: true, force: true });

console.log("");
for (const { name, passed, failed } of results) console.log(`${name}: ${passed} passed, ${failed} failed`);
const sum = (key) => results.reduce((total, result) => total + result[key], 0);
process.exitCode = sum("failed") === 0 ? 0 : 1;
console.log(`${sum("passed")} passed, ${sum("failed")} failed`);
