import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Page } from "@playwright/test";
import { z } from "zod";
import { enter } from "../support/enter";
import { openSandbox } from "../support/sandbox";
import { expect, test } from "../support/test";
import { writeAnimation, type Still } from "./animation";

const FOLDER = path.resolve("docs/pictures");
const WINDOW = { width: 1440, height: 900 };

/** The pages of a database that have a picture, by the end of their address. */
const PAGES = {
  readiness: "readiness",
  connections: "connections",
  repair: "repair",
  connect: "connect",
} as const;

const settingsSchema = z.object({ port: z.number(), passwords: z.object({ admin: z.string() }) });

/** Waits until nothing of the page is on its way any more: its check, its data and its fonts. */
async function settled(page: Page): Promise<void> {
  await expect(page.getByText(/^checked /i).first()).toBeVisible();
  await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
  await page.evaluate(() => document.fonts.ready);
}

/** Makes the sandbox ready with the command line, as an admin would: the pages of a repair may look as they like. */
function makeReady(dataDir: string): void {
  const text = readFileSync(path.join(dataDir, "sandbox", "settings.json"), "utf8");
  const { port, passwords } = settingsSchema.parse(JSON.parse(text));
  const url = `postgresql://postgres@127.0.0.1:${port}/postgres?sslmode=require`;
  const args = [
    "scripts/headroom.mjs",
    "apply",
    url,
    "--environment",
    "development",
    "--pool-size",
    "8",
    "--yes",
  ];
  execFileSync(process.execPath, args, { env: { ...process.env, PGPASSWORD: passwords.admin } });
}

test("the pictures of README and docs", async ({ page, headroom }) => {
  mkdirSync(FOLDER, { recursive: true });
  await page.setViewportSize(WINDOW);
  await enter(page, headroom);
  const database = new URL(await openSandbox(page), headroom.address).href;
  const stills: Still[] = [];
  const still = async (ms: number) => stills.push({ png: await page.screenshot(), ms });
  const shot = (name: string) => page.screenshot({ path: path.join(FOLDER, `${name}.png`) });

  await settled(page);
  await shot("database");
  await still(4000);
  for (const [name, place] of Object.entries(PAGES)) {
    await page.goto(`${database}/${place}`);
    await settled(page);
    await page.getByRole("heading", { level: 2 }).first().waitFor();
    await shot(name);
    if (name === "readiness" || name === "repair") await still(4000);
  }
  await page.emulateMedia({ colorScheme: "dark" });
  await page.goto(database);
  await settled(page);
  await shot("database-dark");
  await page.emulateMedia({ colorScheme: "light" });

  makeReady(headroom.dataDir);
  await page.goto(`${database}/connections`);
  const whatIf = page.locator("section").filter({ has: page.getByRole("heading", { name: "What if" }) });
  await whatIf.getByRole("spinbutton", { name: "Pool size" }).fill("8");
  await whatIf.getByRole("button", { name: "Use these" }).click();
  const controls = page
    .locator("section")
    .filter({ has: page.getByRole("heading", { name: /^Sandbox controls/ }) });
  await expect(controls.getByRole("textbox", { name: "Pool size" })).toHaveValue("8");
  await page.goto(database);
  await settled(page);
  await page.getByRole("button", { name: "Check again" }).click();
  await expect(page.getByRole("heading", { level: 2, name: /^Ready/ })).toBeVisible();
  await page.getByRole("button", { name: "Put away" }).click();
  await settled(page);
  await shot("ready");
  await still(4000);
  await page.goto(`${database}/connect`);
  await settled(page);
  await still(3000);
  await page.goto(database);
  await page.getByRole("button", { name: "Start the stand-in", exact: true }).click();
  await expect(page.getByRole("button", { name: "Restart the stand-in" })).toBeVisible();
  await settled(page);
  await page.evaluate(() => window.scrollTo(0, 0));
  await still(5000);
  await page.goto(headroom.address.replace(/\/setup.*$/, "/"));
  await expect(page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
  await shot("overview");
  await writeAnimation(stills, path.join(FOLDER, "not-ready-to-connected.webp"));
});
