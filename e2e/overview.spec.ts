import type { Page } from "@playwright/test";
import { expectAccessible } from "./support/accessible";
import { addDatabase } from "./support/add-database";
import { enter } from "./support/enter";
import { startOwnDatabase, type OwnDatabase } from "./support/own-database";
import { expect, test } from "./support/test";
import { announced } from "./support/trial";

const strip = (page: Page, name: string | RegExp) =>
  page.getByRole("group", { name: "Show" }).getByRole("button", { name });
const list = (page: Page) => page.getByRole("list", { name: /databases$/ });

/** A server that no other test has added a database of. */
let ownDatabase: OwnDatabase;
test.beforeAll(async () => {
  ownDatabase = await startOwnDatabase();
});
test.afterAll(() => ownDatabase.stop());

test("the overview groups by server, filters by its strip, notices one database twice, and checks all", async ({
  page,
  headroom,
}) => {
  await enter(page, headroom);
  await addDatabase(page, headroom.address, ownDatabase.url, "Invoices");
  await page.goto(new URL("/databases/new", headroom.address).href);
  await page.getByRole("textbox", { name: "Connection string" }).fill(ownDatabase.url);
  await expect(page.getByRole("region", { name: "What was read" })).toContainText("as Invoices");
  await addDatabase(page, headroom.address, ownDatabase.url, "Invoices twice");

  await page.goto(headroom.address);
  await expect(page.getByText("One database was added twice")).toBeVisible();
  const server = list(page)
    .getByRole("listitem")
    .filter({ hasText: `127.0.0.1:${ownDatabase.port}` });
  await expect(server).toContainText("2 databases");
  await expect(server.getByRole("meter")).toHaveCount(1);
  await expectAccessible(page);

  await strip(page, /not ready/).click();
  await expect(page).toHaveURL(/verdict=not\+ready/);
  await expect(strip(page, /not ready/)).toHaveAttribute("aria-pressed", "true");
  await page.reload();
  await expect(list(page).getByRole("link", { name: "Invoices", exact: true })).toBeVisible();
  const search = page.getByRole("searchbox", { name: "Search databases by name or address" });
  await search.fill("a name that no database has");
  await expect(page.getByText("No database fits these filters")).toBeVisible();
  await search.fill("");
  await strip(page, /databases/).click();
  await expect(page).not.toHaveURL(/verdict/);

  const checkAll = page.getByRole("button", { name: "Check all" });
  await checkAll.click();
  await expect(announced(page)).toHaveText(/^\d+ databases checked\.$/);
  await expect(checkAll).toBeEnabled();

  await page.setViewportSize({ width: 390, height: 844 });
  await expect(list(page).getByRole("link", { name: "Invoices", exact: true })).toBeVisible();
  await expectAccessible(page);
  const overflow = () =>
    page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(await overflow()).toBe(0);
  for (const path of ["/team", "/account", "/activity", "/settings/tokens"]) {
    await page.goto(new URL(path, headroom.address).href);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    expect(await overflow(), path).toBe(0);
  }
});

test("the palette checks, changes the appearance and signs out, and an unknown address has the way back", async ({
  page,
  headroom,
}) => {
  await enter(page, headroom);
  const missing = await page.goto(new URL("/no/such/page", headroom.address).href);
  expect(missing?.status()).toBe(404);
  await expect(page.getByRole("navigation", { name: "Main" })).toBeVisible();
  await page.getByRole("link", { name: "Overview", exact: true }).last().click();
  await expect(page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();

  const palette = page.getByRole("dialog", { name: "Search or jump to" });
  const choose = async (words: string) => {
    await page.getByRole("button", { name: /Search or jump to/ }).click();
    await palette.getByRole("combobox").fill(words);
    await expect(palette.getByRole("option").first()).toBeVisible();
    await page.keyboard.press("Enter");
  };
  await choose("dark");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await expect(page.getByRole("radio", { name: "Dark" })).toBeChecked();
  await choose("system appearance");
  await expect(page.locator("html")).not.toHaveAttribute("data-theme");
  await page.getByRole("button", { name: /Search or jump to/ }).click();
  await expect(palette.getByRole("option", { name: "Sign out" })).toBeAttached();
  await expectAccessible(page);
  await palette.getByRole("combobox").fill("sign out");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/sign-in$/);
});
