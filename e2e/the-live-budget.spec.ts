import type { BrowserContext, Locator, Page } from "@playwright/test";
import { Client } from "pg";
import { expectAccessible } from "./support/accessible";
import { addDatabase } from "./support/add-database";
import { enter } from "./support/enter";
import { makeDataFolder, startHeadroom } from "./support/headroom";
import { openSandbox } from "./support/sandbox";
import { openStreams } from "./support/streams";
import { expect, test } from "./support/test";

test.describe.configure({ mode: "serial" });

let context: BrowserContext;
let page: Page;
/** Address of the pages of the database of one's own. */
let own: string;

test.beforeAll(async ({ browser, headroom }) => {
  context = await browser.newContext({ locale: "en-GB", reducedMotion: "reduce" });
  page = await context.newPage();
  await enter(page, headroom);
});

test.afterAll(() => context.close());

const gauge = (at: Page = page): Locator => at.getByRole("meter").first();
/** The gauge says so by itself: the page is not loaded again. */
const says = (text: RegExp, at: Page = page) => expect(gauge(at)).toHaveAttribute("aria-valuetext", text);

const section = (title: string | RegExp) =>
  page.locator("section").filter({ has: page.getByRole("heading", { name: title }) });
const standIn = () => section(/^Sandbox controls/);

test("a stand-in that asks for 20 of 25 connections is drawn short by what the facts say", async ({
  headroom,
}) => {
  await page.goto(new URL("/", headroom.address).href);
  await openSandbox(page);
  await page
    .getByRole("navigation", { name: /^Pages of/ })
    .getByRole("link", { name: "Connections" })
    .click();
  await standIn().getByLabel("Application connections").selectOption("6");
  await says(/, 7 of 22 in use/);
  await standIn().getByRole("button", { name: "Start the stand-in", exact: true }).click();
  await says(/^4 short, /);
  await expect(page.getByText("4 short", { exact: true }).first()).toBeVisible();
  await expect(
    page.getByText("20 claimed + 6 others = 26 of 22 usable (25 − 3 reserved)").first(),
  ).toBeVisible();
  await expect(standIn()).toContainText(/the snapshot pool of 16 does not open; it holds 4 \+/);
  await expect(page).toHaveTitle(/^\(4 short\) Sandbox/);
  await expectAccessible(page);
});

test("a smaller pool is tried in what-if, written, and fits when the stand-in starts anew", async () => {
  await section("What if").getByRole("spinbutton", { name: "Pool size" }).fill("12");
  await expect(section("What if")).toContainText("A pool of 12 fits");
  await expect(section("What if")).toContainText("12 for Electric + 6 others = 18 of 22 usable");
  await section("What if").getByRole("button", { name: "Use these" }).click();
  await expect(standIn().getByRole("textbox", { name: "Pool size" })).toHaveValue("12");
  await standIn().getByRole("button", { name: "Restart the stand-in" }).click();
  await expect(standIn()).toContainText("Active: 3 + 9 connections and 1 walsender");
  await says(/^4 left, 19 of 22 in use$/);
  await expect(page).not.toHaveTitle(/short/);
  await standIn().getByRole("button", { name: "Stop the stand-in" }).click();
  await says(/, 7 of 22 in use/);
});

test("a backend that comes or goes is seen without a reload", async ({ headroom, ownDatabase }) => {
  own = await addDatabase(page, headroom.address, ownDatabase.url, "Orders");
  await page.goto(new URL(`${own}/connections`, headroom.address).href);
  await says(/, 1 of 97 in use/);
  const client = new Client({ connectionString: ownDatabase.url, application_name: "somebody <b>new</b>" });
  await client.connect();
  await says(/, 2 of 97 in use/);
  await expect(page.getByRole("row").filter({ hasText: "somebody <b>new</b>" })).toBeVisible();
  await client.end();
  await says(/, 1 of 97 in use/);
  await expectAccessible(page);
});

test("replication tells the slot, a standby as it comes, and the next step, on a phone too", async ({
  headroom,
  ownDatabase,
}) => {
  const client = new Client({ connectionString: ownDatabase.url });
  await client.connect();
  await page.getByRole("link", { name: "Replication", exact: true }).click();
  await expect(page.getByText(/^Slot electric_slot_default does not exist yet/).first()).toBeVisible();
  await client.query("SELECT pg_create_physical_replication_slot('replica_1', true)");
  await expect(section("Standbys and physical slots")).toContainText("replica_1");
  await expect(section("Logical consumers on this server")).toContainText(/slots used .* of 97 usable/);
  await expect(page.getByRole("link", { name: "Show how" })).toBeVisible();
  await expectAccessible(page);
  const { width, height } = page.viewportSize() ?? { width: 1280, height: 720 };
  await page.setViewportSize({ width: 390, height: 844 });
  await expect
    .poll(() => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth))
    .toBeLessThanOrEqual(0);
  await expectAccessible(page);
  await page.setViewportSize({ width, height });
  await client.query("SELECT pg_drop_replication_slot('replica_1')");
  await client.end();
  await page.goto(new URL(`${own}/connections`, headroom.address).href);
});

test("two browsers and fifty streams make one connection", async ({ headroom, browser, ownDatabase }) => {
  const other = await browser.newContext({ storageState: await context.storageState() });
  const second = await other.newPage();
  await second.goto(new URL(`${own}/connections`, headroom.address).href);
  await says(/, 1 of 97 in use/, second);
  const streams = await openStreams(context, new URL(`/api${own}/live`, headroom.address).href, 50);
  await expect.poll(() => Math.min(...streams.received())).toBeGreaterThan(2);
  const admin = new Client({ connectionString: ownDatabase.url, application_name: "counter" });
  await admin.connect();
  const { rows } = await admin.query<{ count: number }>(
    "SELECT count(*)::int AS count FROM pg_stat_activity WHERE application_name = 'headroom'",
  );
  expect(rows[0]?.count).toBe(1);
  await admin.end();
  streams.close();
  await other.close();
});

test("an admin ends the transaction that was seen, after a question, and it stands on the chart", async ({
  ownDatabase,
}) => {
  const client = new Client({ connectionString: ownDatabase.url, application_name: "forgotten" });
  const ended = new Promise<string>((resolve) => client.on("error", (error) => resolve(error.message)));
  await client.connect();
  await client.query("BEGIN; SELECT 1");
  await page.getByRole("button", { name: /^Show .*forgotten, idle in transaction/ }).click();
  const dialog = page.getByRole("dialog", { name: /forgotten/ });
  await dialog.getByRole("button", { name: "End transaction …" }).click();
  await expect(dialog.getByRole("alert")).toContainText("is rolled back, and its session ends with it");
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "End transaction", exact: true }).click();
  expect(await ended).toContain("terminating connection due to administrator command");
  await expect(dialog).toContainText(/The session of pid \d+ has ended/);
  await page.keyboard.press("Escape");
  await says(/, 1 of 97 in use/);
  await client.end().catch(() => {});
});

test("a database that crashes is told, and seen again when it is back", async ({ ownDatabase }) => {
  await ownDatabase.crash();
  await expect(page.getByText(/does not answer|no answer|cannot be reached/i).first()).toBeVisible();
  await expectAccessible(page);
  await ownDatabase.start();
  await says(/, 1 of 97 in use/);
});

test("the page finds back to a Headroom that was away, without a reload", async ({
  browser,
  ownDatabase,
}) => {
  const { dataDir, remove } = makeDataFolder();
  let headroom = await startHeadroom(dataDir);
  const mine = await browser.newContext({ locale: "en-GB" });
  try {
    const open = await mine.newPage();
    await enter(open, headroom);
    const database = await addDatabase(open, headroom.address, ownDatabase.url, "Orders");
    await open.goto(new URL(`${database}/connections`, headroom.address).href);
    await says(/, [12] of 97 in use/, open);
    await open.evaluate(() => document.body.setAttribute("data-not-loaded-again", ""));
    await headroom.stop();
    await expect(open.getByText("Reconnecting").first()).toBeVisible();
    headroom = await startHeadroom(dataDir, headroom.port);
    await expect(open.getByText("Reconnecting")).toHaveCount(0);
    await says(/, [12] of 97 in use/, open);
    await expect(open.locator("body[data-not-loaded-again]")).toHaveCount(1);
  } finally {
    await mine.close();
    await headroom.stop();
    remove();
  }
});
