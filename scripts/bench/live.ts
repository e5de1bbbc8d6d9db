import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { chromium, type Page } from "@playwright/test";
import { Client } from "pg";
import { makeFirstAdmin } from "@/e2e/support/account";
import { addDatabase } from "@/e2e/support/add-database";
import { makeDataFolder, startHeadroom } from "@/e2e/support/headroom";
import { startCluster } from "@/server/embedded/cluster";
import { findBrowser } from "../browser.mjs";
import { line, median, ms } from "./figures";

/** Prints how long it takes until a backend that came or went is seen on an open page, in a real browser. */

const ROUNDS = 20;
const LIMIT_MS = 1_500;

/** Returns how many connections the gauge of the page says are in use. */
const inUse = (page: Page): Promise<number> =>
  page.getByRole("meter").first().getAttribute("aria-valuenow").then(Number);

async function seenAfter(page: Page, wanted: number, change: () => Promise<unknown>): Promise<number> {
  const seen = page.waitForFunction(
    (count) => document.querySelector('[role="meter"]')?.getAttribute("aria-valuenow") === String(count),
    wanted,
    { polling: "raf", timeout: 20_000 },
  );
  await change();
  const start = performance.now();
  await seen;
  return performance.now() - start;
}

const folder = mkdtempSync(path.join(tmpdir(), "headroom-bench-"));
const { dataDir, remove } = makeDataFolder();
const cluster = await startCluster({
  major: 17,
  dataDir: path.join(folder, "data"),
  superuser: "postgres",
  settings: { wal_level: "logical", fsync: "off", max_connections: "25" },
});
const address = `postgresql://postgres:any@127.0.0.1:${cluster.port}/postgres?sslmode=disable`;
const headroom = await startHeadroom(dataDir);
const browser = await chromium.launch({
  executablePath: findBrowser() ?? undefined,
  args: ["--no-sandbox", "--disable-gpu"],
});
try {
  const page = await browser.newPage();
  await makeFirstAdmin(page, headroom.address);
  const database = await addDatabase(page, headroom.address, address, "Orders");
  await page.goto(new URL(`${database}/connections`, headroom.address).href);
  await page.getByRole("meter").first().waitFor();
  await sleep(5_000);
  const came: number[] = [];
  const left: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const before = await inUse(page);
    const client = new Client(address);
    came.push(await seenAfter(page, before + 1, () => client.connect()));
    // Another moment of the second each time, so that the pace is met at every phase.
    await sleep(137 * (round % 8));
    left.push(await seenAfter(page, before, () => client.end()));
    await sleep(91 * (round % 11));
  }
  const both = [...came, ...left];
  console.log(`From a backend's change to the page, ${ROUNDS} backends that came and went`);
  line("a backend that came: median, most", `${ms(median(came))}, ${ms(Math.max(...came))}`);
  line("a backend that went: median, most", `${ms(median(left))}, ${ms(Math.max(...left))}`);
  line("the slowest of all", ms(Math.max(...both)), `at most ${LIMIT_MS} ms`);
  process.exitCode = Math.max(...both) > LIMIT_MS ? 1 : 0;
} finally {
  await browser.close();
  await headroom.stop();
  await cluster.stop();
  remove();
  rmSync(folder, { recursive: true, force: true });
}
