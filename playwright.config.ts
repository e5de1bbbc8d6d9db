import { defineConfig } from "@playwright/test";
import { findBrowser } from "./scripts/browser.mjs";

/** One worker: the tests share two cores with the server, its store and the sandbox that they start. */
export default defineConfig({
  testDir: "e2e",
  workers: 1,
  fullyParallel: false,
  forbidOnly: true,
  retries: 0,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  reporter: "list",
  // A project has a worker of its own, and with it a Headroom of its own: the main job begins where there is no admin yet,
  // whichever file comes before it in the alphabet.
  projects: [
    { name: "from nothing", testMatch: "main-job.spec.ts" },
    { name: "with an admin", testIgnore: "main-job.spec.ts" },
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
