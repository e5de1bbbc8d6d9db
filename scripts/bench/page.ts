import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { chromium, type Page, type Response } from "@playwright/test";
import { Client } from "pg";
import { makeFirstAdmin } from "@/e2e/support/account";
import { addDatabase } from "@/e2e/support/add-database";
import { makeDataFolder, startHeadroom } from "@/e2e/support/headroom";
import { startCluster } from "@/server/embedded/cluster";
import { findBrowser } from "../browser.mjs";
import { line } from "./figures";
import { fill, TABLES } from "./ten-thousand";

/** Prints how many bytes the pages of a database with ten thousand tables send, in a real browser. */

const NAME = "Ten thousand";
const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`;

const isAsset = (response: Response) => /\/_next\/static\/|\.svg$/.test(new URL(response.url()).pathname);

/** Loads a page with an empty cache; returns what was sent for it, as it went over the wire, in bytes. */
async function sent(page: Page, address: string): Promise<{ page: number; assets: number }> {
  const responses: Response[] = [];
  const keep = (response: Response) => void responses.push(response);
  page.on("response", keep);
  await page.goto(address, { waitUntil: "networkidle" });
  await page.getByRole("heading", { level: 1, name: NAME }).waitFor();
  page.off("response", keep);
  const total = { page: 0, assets: 0 };
  for (const response of responses) {
    const { responseBodySize } = await response.request().sizes();
    total[isAsset(response) ? "assets" : "page"] += responseBodySize;
  }
  return total;
}

const folder = mkdtempSync(path.join(tmpdir(), "headroom-bench-"));
const { dataDir, remove } = makeDataFolder();
const cluster = await startCluster({
  major: 17,
  dataDir: path.join(folder, "data"),
  superuser: "postgres",
  settings: { wal_level: "logical", fsync: "off" },
});
const client = new Client(`postgresql://postgres@127.0.0.1:${cluster.port}/postgres`);
await client.connect();
await fill(client);
await client.end();
const headroom = await startHeadroom(dataDir);
const browser = await chromium.launch({
  executablePath: findBrowser() ?? undefined,
  args: ["--no-sandbox", "--disable-gpu"],
});
try {
  const page = await browser.newPage();
  await makeFirstAdmin(page, headroom.address);
  const address = `postgresql://postgres:any@127.0.0.1:${cluster.port}/postgres?sslmode=disable`;
  const database = await addDatabase(page, headroom.address, address, NAME);
  console.log(`Pages of a database with ${TABLES} tables, as sent over the wire`);
  for (const [name, at, target] of [
    ["overview of the database", "", ""],
    ["readiness", "/readiness", "at most 200 kB"],
    ["tables", "/tables", ""],
  ] as const) {
    const fresh = await browser.newContext({ storageState: await page.context().storageState() });
    const bytes = await sent(await fresh.newPage(), new URL(`${database}${at}`, headroom.address).href);
    line(`${name}: document and data`, kilobytes(bytes.page), target);
    line(`${name}: scripts, styles, fonts (cached after)`, kilobytes(bytes.assets));
    await fresh.close();
  }
} finally {
  await browser.close();
  await headroom.stop();
  await cluster.stop();
  remove();
  rmSync(folder, { recursive: true, force: true });
}
