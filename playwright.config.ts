import { defineConfig } from "@playwright/test";
import { findBrowser } from "./scripts/browser.mjs";
import { POSTGRES_MEMORY } from "./scripts/postgres-memory.mjs";

// The configuration is read in each worker, which starts the servers.
Object.assign(process.env, POSTGRES_MEMORY);

/**
 * Two workers, on two cores too: a page that waits for its server, or the server for its databases, leaves a core idle.
 * Each has a Headroom, a store and databases of its own (e2e/support/test.ts).
 *
 * The timeouts tell a hung test from a slow one and measure nothing; they are under the 10 minutes after which a step that
 * prints nothing is stopped (scripts/program.mjs).
 */
export default defineConfig({
  testDir: "e2e",
  globalSetup: "./e2e/support/run-folder.ts",
  workers: 2,
  fullyParallel: false,
  forbidOnly: true,
  retries: 0,
  timeout: 8 * 60_000,
  expect: { timeout: 2 * 60_000 },
  reporter: "list",
  // A project has a worker of its own, and with it a Headroom of its own: the main job begins where there is no admin yet,
  // whichever file comes before it in the alphabet, and the gauge is measured where no other test's databases are listed.
  projects: [
    { name: "from nothing", testMatch: "main-job.spec.ts" },
    { name: "with an admin", testIgnore: ["main-job.spec.ts", "the-gauge.spec.ts"] },
    { name: "by itself", testMatch: "the-gauge.spec.ts" },
  ],
  use: {
    locale: "en-GB",
    contextOptions: { reducedMotion: "reduce" },
    screenshot: "only-on-failure",
    trace: "retain-on-failure",
    launchOptions: {
      executablePath: findBrowser() ?? undefined,
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
});
