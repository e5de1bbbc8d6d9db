import { existsSync } from "node:fs";

/** Usual places of Chromium or Chrome; PLAYWRIGHT_CHROMIUM names another. */
const PLACES = [
  process.env.PLAYWRIGHT_CHROMIUM,
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome-stable",
  "/usr/bin/google-chrome",
  "/snap/bin/chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

/** Returns the browser for the end-to-end tests, null where there is none in the usual places. */
export function findBrowser() {
  return PLACES.find((place) => place && existsSync(place)) ?? null;
}
