import { spawnSync } from "node:child_process";
import { findBrowser } from "./browser.mjs";
import { ensureInstalled, requireNode, root, TESTS_RUN_ON } from "./install.mjs";

/*
 * Takes the pictures of README and docs from the running product: it builds, starts a Headroom with the sandbox of its own, and walks
 * through it in a browser (e2e/pictures). They are written to docs/pictures.
 */
requireNode("Taking pictures", TESTS_RUN_ON);
process.chdir(root);
await ensureInstalled();

const run = (args, env = {}) => {
  const { status } = spawnSync(process.execPath, args, { stdio: "inherit", env: { ...process.env, ...env } });
  if (status !== 0) process.exit(status ?? 1);
};
run(["scripts/start.mjs", "--build"]);
run(["node_modules/@playwright/test/cli.js", "test", "--config", "e2e/pictures/playwright.config.ts"], {
  PLAYWRIGHT_CHROMIUM: findBrowser() ?? "",
});
