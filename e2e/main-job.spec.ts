import type { BrowserContext, Page } from "@playwright/test";
import { expectAccessible } from "./support/accessible";
import { ADA } from "./support/account";
import { unfold } from "./support/add-database";
import { enterWithFirstPassword } from "./support/first-password";
import { expect, test } from "./support/test";

test.describe.configure({ mode: "serial" });

/** One browser walks through everything, as one person would. */
let context: BrowserContext;
let page: Page;

test.beforeAll(async ({ browser }) => {
  context = await browser.newContext({ locale: "en-GB", reducedMotion: "reduce" });
  page = await context.newPage();
});

test.afterAll(() => context.close());

const heading = (name: string | RegExp, level = 1) => page.getByRole("heading", { level, name });
const place = (name: string | RegExp) =>
  page.getByRole("navigation", { name: /^Pages of/ }).getByRole("link", { name });

const connectionString = () => page.getByRole("textbox", { name: "Connection string" });

/** Waits until the check that is under way has told its verdict. */
async function checked(): Promise<void> {
  await expect(page.getByText(/^checked /)).toBeVisible();
  await expect(page.getByRole("button", { name: "Check again" })).not.toHaveAttribute(
    "aria-disabled",
    "true",
  );
}

test("the printed address lets one browser make the first admin, once", async ({ headroom, browser }) => {
  await page.goto(headroom.address);
  await expect(page).toHaveURL(/\/setup$/);
  await expectAccessible(page);
  await page.getByLabel("Name").fill(ADA.name);
  await page.getByLabel("E-mail").fill("ada at example");
  await page.getByLabel("Password").fill("short");
  await page.getByRole("button", { name: "Make the first admin" }).click();
  await expect(page.getByLabel("E-mail")).toBeFocused();
  await expect(page.getByLabel("Name")).toHaveValue(ADA.name);
  await page.getByLabel("E-mail").fill(ADA.email);
  await page.getByLabel("Password").fill(ADA.password);
  await page.getByRole("button", { name: "Make the first admin" }).click();
  await expect(heading("Overview")).toBeVisible();

  const stranger = await browser.newContext();
  const theirs = await stranger.newPage();
  await theirs.goto(headroom.address);
  await expect(theirs).toHaveURL(/\/sign-in$/);
  await stranger.close();
});

test("nobody sees a page without a session", async ({ headroom, browser }) => {
  const stranger = await browser.newContext();
  const theirs = await stranger.newPage();
  for (const path of ["/", "/databases/new", "/databases/00000000-0000-4000-8000-000000000000/tables"]) {
    await theirs.goto(new URL(path, headroom.address).href);
    await expect(theirs).toHaveURL(/\/sign-in$/);
  }
  await stranger.close();
});

test("signing out and in again works with the keyboard alone", async () => {
  await page.getByRole("button", { name: `${ADA.name}, account` }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Sign out" }).focus();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/sign-in$/);
  await expectAccessible(page);

  await page.getByLabel("E-mail").focus();
  await page.keyboard.type(ADA.email);
  await page.keyboard.press("Tab");
  await page.keyboard.type("not her password");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alert").filter({ hasText: /password/i })).toBeVisible();
  await expect(page.getByLabel("E-mail")).toHaveValue(ADA.email);

  await page.getByLabel("Password").fill(ADA.password);
  await page.keyboard.press("Enter");
  await expect(heading("Overview")).toBeVisible();
  await expect(heading("No database yet", 2)).toBeVisible();
  await expectAccessible(page);
});

test("the sandbox starts in one click, is checked at once, and is not ready for Electric", async () => {
  await page.getByRole("button", { name: "Try the sandbox" }).click();
  await expect(heading("Sandbox")).toBeVisible();
  await checked();
  await expect(page.getByText("Not ready", { exact: true }).first()).toBeVisible();
  await expect(page.getByRole("meter").first()).toHaveAttribute("aria-valuetext", /of 22 in use/);
  await expectAccessible(page);
});

test("readiness says what is wrong, why, and what to do; with the keyboard alone", async () => {
  await place(/^Readiness/).click();
  const role = page.getByRole("button", { name: /Electric's role exists/ });
  await expect(role).toContainText("there is no role electric");
  await role.focus();
  await page.keyboard.press("Enter");
  const detail = page.getByRole("region", { name: "Electric's role exists" });
  await expect(detail).toContainText("CREATE ROLE");
  await expect(page).toHaveURL(/check=role\.exists/);
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await expect(detail).toBeHidden();
  await expect(role).toBeFocused();
  await page.keyboard.press("3");
  await expect(page.getByRole("button", { name: /^Passed/ })).toHaveAttribute("aria-pressed", "true");
  await expect(page.getByRole("button", { name: /WAL level|wal_level|logical/i }).first()).toBeVisible();
});

test("tables lists what the shop has", async () => {
  await place("Tables").click();
  for (const table of ["orders", "order_items", "page_views", "reviews"])
    await expect(page.getByText(`public.${table}`, { exact: true }).first()).toBeVisible();
  await expectAccessible(page);
});

test("a database of one's own is added by its connection string", async ({ ownDatabase }) => {
  await page.getByRole("link", { name: "Headroom" }).click();
  await page.getByRole("link", { name: "Add a database" }).first().click();
  await expect(page).toHaveURL(/\/databases\/new$/);
  await connectionString().fill(ownDatabase.url);
  await expect(connectionString()).not.toHaveValue(/correct/);
  const read = page.getByRole("region", { name: "What was read" });
  await expect(read).toContainText("127.0.0.1");
  await expect(read).toContainText(String(ownDatabase.port));
  await connectionString().fill("this is no address");
  await unfold(page, "Connection");
  await expect(page.getByLabel("Host")).toHaveValue("");
  await connectionString().fill(ownDatabase.url);
  await expect(page.getByLabel("Host")).toHaveValue("127.0.0.1");
  await expect(page.getByLabel("Port")).toHaveValue(String(ownDatabase.port));
  await page.getByRole("button", { name: "Test connection" }).click();
  const stages = page.getByRole("list", { name: "Stages of the connection test" });
  await expect(stages.getByRole("listitem").filter({ hasText: "First query" })).toContainText(" ms");
  await expectAccessible(page);

  await unfold(page, "Name");
  await page.getByLabel("Name", { exact: true }).fill("Orders");
  await page.getByRole("button", { name: "Add and check" }).click();
  await expect(heading("Orders")).toBeVisible();
  await checked();
  await expect(page.getByText("Not ready", { exact: true }).first()).toBeVisible();
  expect(await page.content()).not.toContain("correct horse");
  await place("Tables").click();
  await expect(page.getByText('public."Weird ""Table"').first()).toBeVisible();
});

test("its database is edited without typing the password again", async () => {
  await place("Settings").click();
  await expect(page.getByLabel("Password")).toHaveValue("");
  await unfold(page, "Name");
  await page.getByLabel("Name", { exact: true }).fill("Orders, second try");
  // The present value of what Electric is to do.
  await unfold(page, "pool");
  await page.getByLabel("Pool size").fill("7");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Save changes" }).click();
  await expect(heading("Orders, second try")).toBeVisible();
  await page.getByRole("button", { name: "Check again" }).click();
  await checked();
  await place("Settings").click();
  await expect(page.getByLabel("Pool size")).toHaveValue("7");
});

test("what is shown survives a reload, and so does the chosen appearance", async () => {
  await page.getByRole("link", { name: "Headroom" }).click();
  await expect(heading("Overview")).toBeVisible();
  await page.getByRole("radio", { name: "Dark" }).check({ force: true });
  await page.reload();
  await expect(page.getByRole("radio", { name: "Dark" })).toBeChecked();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  for (const name of ["Sandbox", "Orders, second try"])
    await expect(page.getByRole("link", { name: new RegExp(`^${name}`) }).first()).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("radio", { name: "Follow the system" }).check({ force: true });
});

test("it is deleted only after its name was typed", async () => {
  await page
    .getByRole("link", { name: /^Orders, second try/ })
    .first()
    .click();
  await place("Settings").click();
  await page.getByRole("button", { name: "Delete …" }).click();
  const dialog = page.getByRole("dialog", { name: "Delete Orders, second try" });
  const remove = dialog.getByRole("button", { name: "Delete Orders, second try" });
  await expect(remove).toBeDisabled();
  await expectAccessible(page);
  await dialog.getByLabel("Type Orders, second try to delete it").fill("Orders, second try");
  await remove.click();
  await expect(heading("Overview")).toBeVisible();
  await expect(page.getByRole("link", { name: /^Orders/ })).toHaveCount(0);
});

test("the sandbox stops and starts again from its page", async () => {
  await page
    .getByRole("link", { name: /^Sandbox/ })
    .first()
    .click();
  await page.getByRole("button", { name: "Stop the sandbox" }).click();
  await expect(page.getByText("The sandbox is stopped")).toBeVisible();
  await page.getByRole("button", { name: "Start the sandbox" }).click();
  await expect(page.getByRole("button", { name: "Stop the sandbox" })).toBeVisible();
  await checked();
});

test("a finding is ignored with a reason, leaves the problems, never the verdict, and is taken back", async () => {
  await place("Readiness").click();
  await page.getByRole("button", { name: /Connections are left for all others/ }).click();
  await page.getByRole("button", { name: "Ignore …" }).click();
  const dialog = page.getByRole("dialog");
  await expectAccessible(page);
  await dialog.getByLabel(/reason/i).fill("The plan grows next week.");
  await dialog.getByRole("button", { name: /^Ignore/ }).click();
  await expect(page.getByText(/ignored until .* by Ada: The plan grows next week\./i)).toBeVisible();
  await expect(page.getByText("1 warning is ignored", { exact: false })).toBeVisible();
  await expect(page.getByText("Not ready").first()).toBeVisible();
  await page.getByRole("button", { name: "Take back" }).click();
  await expect(page.getByText(/ignored until .* by Ada/i)).toHaveCount(0);
});

test("somebody who is let in as a member reads everything and is offered nothing that only admins do", async ({
  headroom,
  browser,
}) => {
  const sandbox = new URL(page.url()).pathname.replace("/readiness", "");
  await page.getByRole("link", { name: "Team" }).click();
  await page.getByLabel("Name").fill("Grace");
  await page.getByLabel("E-mail").fill("grace@example.com");
  await page.getByRole("button", { name: "Make the account" }).click();
  const password = await page.getByRole("group", { name: "password", exact: true }).innerText();
  await expectAccessible(page);

  const hers = await browser.newContext({ locale: "en-GB" });
  const grace = await hers.newPage();
  await enterWithFirstPassword(grace, headroom.address, { email: "grace@example.com", first: password });
  await grace.goto(new URL(`${sandbox}/readiness`, headroom.address).href);
  await expect(grace.getByRole("button", { name: "Check again" })).toBeVisible();
  await grace.getByRole("button", { name: /Electric's pool fits/ }).click();
  await expect(grace.getByText("Why Electric needs it")).toBeVisible();
  await expect(grace.getByRole("button", { name: "Ignore …" })).toHaveCount(0);
  await grace.goto(new URL(`${sandbox}/settings`, headroom.address).href);
  await expect(grace.getByText("Only admins change settings")).toBeVisible();
  await grace.goto(new URL("/databases/new", headroom.address).href);
  await expect(grace.getByText("Only admins add databases")).toBeVisible();
  await hers.close();
});
