import { defineConfig } from "@playwright/test";
import base from "../../playwright.config";

/** `npm run pictures`: one worker walks through a Headroom of its own and takes the pictures of README and docs. */
export default defineConfig({
  ...base,
  testDir: ".",
  testMatch: "*.pictures.ts",
  workers: 1,
  projects: [{ name: "pictures" }],
  use: { ...base.use, screenshot: "off", trace: "off" },
});
