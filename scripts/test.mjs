import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { findBrowser } from "./browser.mjs";
import { ensureInstalled, requireNode, root, TESTS_RUN_ON } from "./install.mjs";
import { Steps } from "./steps.mjs";
import { summary } from "./summary.mjs";

requireNode("Testing Headroom", TESTS_RUN_ON);
process.chdir(root);
await ensureInstalled();

const browser = findBrowser();
if (browser === null)
  console.error(
    "There is no Chromium or Chrome here, which the end-to-end tests need: they will fail. " +
      "Install one (Debian: apt-get install chromium), or set PLAYWRIGHT_CHROMIUM to its path.",
  );

const bin = (file) => [process.execPath, path.join(root, "node_modules", file)];
const node = (file, ...args) => [process.execPath, path.join(root, file), ...args];

const vitest = (project, ...files) => [
  ...bin("vitest/vitest.mjs"),
  ...["run", "--project", project, "--reporter=default", "--reporter=./scripts/report/vitest.mjs", ...files],
];
const playwright = (...files) => [
  ...bin("@playwright/test/cli.js"),
  ...["test", "--reporter=list,./scripts/report/playwright.mjs", ...files],
];

/** Programs that print for a terminal print for a pipe as well: their output passes through us. */
const colours = process.stdout.isTTY && !process.env.NO_COLOR ? { FORCE_COLOR: "1" } : {};

/**
 * Steps of one group run side by side. The build stands beside tests that mostly wait, and away from `types`, which has
 * Next write its types to the same folder. It does not check the types once more (next.config.ts).
 */
const groups = [
  [{ name: "lockfile", command: node("scripts/lock-check.mjs") }],
  [
    { name: "types", command: node("scripts/types.mjs") },
    { name: "lint", command: node("scripts/lint.mjs") },
    {
      name: "format",
      command: [...bin("prettier/bin/prettier.cjs"), "--check", "--no-color", "--log-level", "debug", "."],
      // Its lines for each file show that it is alive.
      hide: /\[debug\]/,
    },
  ],
  [{ name: "unit tests", command: vitest("unit"), tests: {} }],
  [
    {
      name: "integration tests",
      command: vitest("integration"),
      tests: { again: (file) => vitest("integration", file) },
    },
    { name: "build", command: node("scripts/start.mjs", "--build"), env: { HEADROOM_TYPES_CHECKED: "1" } },
  ],
  [
    {
      name: "end-to-end tests",
      // A trace of every test is a third of the step's processor time: only what failed is traced, when it runs again.
      command: playwright("--trace=off"),
      env: { PLAYWRIGHT_CHROMIUM: browser ?? "" },
      tests: { again: (file) => playwright(file) },
    },
  ],
];

const folder = mkdtempSync(path.join(tmpdir(), "headroom-test-"));
// Postgres may run as another user, who has to reach what the tests make in it.
chmodSync(folder, 0o711);

const steps = new Steps({ print: (text) => process.stdout.write(text), folder });
let stopped = null;
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"])
  process.on(signal, () => {
    stopped = `It was stopped by ${signal}.`;
    steps.stop(stopped);
  });

for (const group of groups)
  await steps.run(group.map((step) => ({ ...step, env: { ...colours, ...step.env } })));
rmSync(folder, { recursive: true, force: true });

const begun = new Set(steps.results.map(({ name }) => name));
const waiting = groups.flat().flatMap(({ name }) => (begun.has(name) ? [] : [name]));
const lines = summary({ results: steps.results, stopped, waiting });
process.exitCode = lines.at(-1).endsWith(", 0 failed") ? 0 : 1;
console.log(lines.join("\n"));
